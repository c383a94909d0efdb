export * as cluster from "./cluster";
export * as devtools from "./devtools";
export * as identity from "./identity";
export * as ingress from "./ingress";
export * as network from "./network";
export * as observability from "./observability";
export * as provenance from "./provenance";
export * as team from "./team";
