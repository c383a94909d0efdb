export * from "./account-baseline";
export * from "./address-plan";
export * from "./existing-vpc";
export * from "./ipam";
export * from "./private-bucket";
export * from "./ranges";
export * from "./vpc";
