export * from "./account-baseline";
export * from "./address-plan";
export * from "./existing-vpc";
export * from "./private-bucket";
export * from "./vpc";
