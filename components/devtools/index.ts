export { CiRole, type CiRoleArgs } from "./ci-role";
export { CiTrust, type CiTrustArgs } from "./ci-trust";
export { CrossAccountRole, type CrossAccountRoleArgs } from "./cross-account-role";
export type { RepositoryIds, RepositoryJobs } from "./github-jobs";
export { ImageRepository, type ImageRepositoryArgs } from "./image-repository";
export { PipelineLogin, type PipelineLoginArgs } from "./pipeline-login";
export { SecretLogin, type SecretLoginArgs } from "./secret-login";
export { SecretPath, type SecretKeepers, type SecretPathArgs } from "./secret-path";
export {
  SourceRepository,
  type RepositoryPermission,
  type SourceRepositoryArgs,
} from "./source-repository";
export { type DeliveredKind, deliveredKinds } from "./delivered-kinds";
export { Delivery, TeamProject, type DeliveryArgs, type TeamProjectArgs } from "./delivery";
export {
  ClusterSecretLogin,
  WorkloadSecrets,
  type ClusterSecretLoginArgs,
  type WorkloadSecretsArgs,
} from "./cluster-secret-login";
