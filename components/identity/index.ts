export * from "./people";
export * from "./realm";
export * from "./tool-client";
