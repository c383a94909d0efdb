export * from "./realm";
export * from "./tool-client";
