export * from "./ci-role";
export * from "./ci-trust";
export * from "./image-repository";
export * from "./secret-login";
export * from "./secret-path";
export * from "./source-repository";
export * from "./delivery";
export * from "./cluster-secret-login";
