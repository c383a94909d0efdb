export * from "./admission-policies";
export * from "./administrator-view";
export * from "./cluster";
export * from "./existing-cluster";
export * from "./node-groups";
export * from "./realm-login";
export * from "./team-namespace";
export * from "./workload-identity";
