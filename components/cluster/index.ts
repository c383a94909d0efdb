export {
  AdmissionPolicies,
  type AdmissionManifest,
  type AdmissionPoliciesArgs,
} from "./admission-policies";
export { AdministratorView, type AdministratorViewArgs } from "./administrator-view";
export { BlockStorage, type BlockStorageArgs } from "./block-storage";
export { Cluster, type ClusterArgs } from "./cluster";
export { ExistingCluster, type ExistingClusterArgs } from "./existing-cluster";
export { NodeGroups, type NodePlace, type NodeGroupsArgs } from "./node-groups";
export { PreviewView, type PreviewViewArgs } from "./preview-view";
export { RealmLogin, type RealmLoginArgs } from "./realm-login";
export { groupPrefix, previewGroup, workloadAccount } from "./subjects";
export { TeamNamespace, type TeamNamespaceArgs, type NamespaceRight } from "./team-namespace";
export { WorkloadIdentity, type WorkloadIdentityArgs } from "./workload-identity";
