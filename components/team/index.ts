export * from "./personas";
export * from "./team";
