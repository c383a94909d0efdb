export * from "./address-plan";
export * from "./vpc";
