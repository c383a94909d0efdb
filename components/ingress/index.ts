export * from "./delegated-zone";
export * from "./delegation-role";
export * from "./edge-controllers";
export * from "./gateway";
export * from "./mesh";
export * from "./team-route";
