import { clusterTypes } from "../../kit/clusters";
import { demand } from "../../kit/demands";
import { everywhere, rule } from "../rule";

export const EKS05 = rule({
  id: "EKS-05",
  title: "Access entries alone open a cluster, even to the identity that created it.",
  severity: "high",
  types: clusterTypes,
  frameworks: ["AWS-EKS-BPG Cluster access manager"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Set authenticationMode API and bootstrapClusterCreatorAdminPermissions false in accessConfig before you create the cluster: changing the second later replaces it.",
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  check(resource, ctx) {
    demand(resource, "accessConfig.authenticationMode", ctx, {
      want: "API",
      otherwise: "CONFIG_MAP",
      words: ["CONFIG_MAP", "API_AND_CONFIG_MAP"],
    });
    demand(resource, "accessConfig.bootstrapClusterCreatorAdminPermissions", ctx, {
      want: false,
      otherwise: true,
    });
  },
});
