import type { HandFacts } from "../kind-facts";
import type { Stored } from "../../store";
import { at } from "../../values";
import { roleByArn } from "./iam";
import { keyOf, regionalArn, text } from "./naming";

const cluster = "aws:eks/cluster:Cluster";
const subnet = "aws:ec2/subnet:Subnet";
const taken = "ResourceInUseException";
const inCluster = {
  clusterName: { token: cluster, by: ["name"], code: "ResourceNotFoundException" },
};
const subnets = { token: subnet, code: "InvalidParameterException" };
const named = (property: string): HandFacts["id"] => {
  return (inputs) => `${String(inputs["clusterName"])}:${String(inputs[property])}`;
};

/** The kinds of EKS. */
export const eksKinds: Readonly<Record<string, HandFacts>> = {
  [cluster]: {
    autoName: "name",
    id: ({ name }) => String(name),
    outputs: (inputs, id, scope) => {
      const unique = scope.random(32).toUpperCase();
      const issuer = `https://oidc.eks.${scope.region}.amazonaws.com/id/${unique}`;
      return {
        arn: regionalArn("eks", `cluster/${id}`, scope),
        endpoint: `https://${unique}.gr7.${scope.region}.eks.amazonaws.com`,
        certificateAuthority: { data: Buffer.from(`SIMULATED CA of ${id}`).toString("base64") },
        identities: [{ oidcs: [{ issuer }] }],
        status: "ACTIVE",
        vpcConfig: {
          ...(at(inputs, "vpcConfig") as object),
          clusterSecurityGroupId: `sg-${scope.random(17)}`,
        },
      };
    },
    references: { roleArn: roleByArn, "vpcConfig.subnetIds": subnets },
    unique: { key: ({ name }) => text(name), code: taken },
    // https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html
    refuseDelete: ({ deletionProtection }) =>
      deletionProtection === true
        ? "InvalidRequestException: deletion protection is on"
        : undefined,
    refuse: (inputs, held) => zoneProblems(at(inputs, "vpcConfig.subnetIds"), held),
  },
  "aws:eks/accessEntry:AccessEntry": {
    id: named("principalArn"),
    outputs: (_inputs, id, scope) => ({
      accessEntryArn: regionalArn("eks", `access-entry/${id}`, scope),
    }),
    references: { ...inCluster, principalArn: roleByArn },
    unique: { key: (i) => keyOf(i["clusterName"], i["principalArn"]), code: taken },
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: (inputs) => `${named("principalArn")(inputs, {} as never)}#${String(inputs["policyArn"])}`,
    references: {
      ...inCluster,
      principalArn: {
        token: "aws:eks/accessEntry:AccessEntry",
        by: ["principalArn"],
        within: ["clusterName"],
        code: "ResourceNotFoundException",
      },
    },
    refuse: ({ policyArn }) =>
      String(policyArn).startsWith("arn:aws:eks::aws:cluster-access-policy/")
        ? []
        : [`InvalidParameterException: ${String(policyArn)} is no access policy`],
  },
  // One per cluster: https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html
  "aws:eks/identityProviderConfig:IdentityProviderConfig": {
    id: (inputs) =>
      `${String(inputs["clusterName"])}:${String(at(inputs, "oidc.identityProviderConfigName"))}`,
    outputs: (_inputs, id, scope) => ({
      arn: regionalArn("eks", `identityproviderconfig/${id}`, scope),
      status: "ACTIVE",
    }),
    references: inCluster,
    unique: { key: ({ clusterName }) => text(clusterName), code: "ResourceLimitExceededException" },
    refuse: (inputs) =>
      String(at(inputs, "oidc.issuerUrl")).startsWith("https://")
        ? []
        : ["InvalidParameterException: oidc.issuerUrl wants https"],
  },
  "aws:eks/nodeGroup:NodeGroup": {
    autoName: "nodeGroupName",
    id: named("nodeGroupName"),
    outputs: (_inputs, id, scope) => ({
      arn: regionalArn("eks", `nodegroup/${id}`, scope),
      status: "ACTIVE",
    }),
    references: { ...inCluster, nodeRoleArn: roleByArn, subnetIds: subnets },
    unique: { key: (i) => keyOf(i["clusterName"], i["nodeGroupName"]), code: taken },
  },
  "aws:eks/addon:Addon": {
    id: named("addonName"),
    outputs: (_inputs, id, scope) => ({ arn: regionalArn("eks", `addon/${id}`, scope) }),
    references: inCluster,
    unique: { key: (i) => keyOf(i["clusterName"], i["addonName"]), code: taken },
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: (_inputs, { random }) => `a-${random(17)}`,
    outputs: (_inputs, id) => ({ associationId: id }),
    references: { ...inCluster, roleArn: roleByArn },
    unique: {
      key: (i) => keyOf(i["clusterName"], i["namespace"], i["serviceAccount"]),
      code: taken,
    },
  },
};

/** https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html: subnets in two zones at least. */
function zoneProblems(ids: unknown, held: readonly Stored[]): string[] {
  const named = Array.isArray(ids) ? ids : [];
  const zones = held
    .filter((r) => r.token === subnet && named.includes(r.id))
    .map((r) => r.inputs["availabilityZone"]);
  return new Set(zones).size >= 2
    ? []
    : ["InvalidParameterException: want subnets in at least two availability zones"];
}
