import { type Case, later, made, type Made } from "./join";

const role = (name: string) =>
  made("aws:iam/role:Role", name, {
    name,
    arn: later,
    assumeRolePolicy: { Statement: [{ Principal: { Service: "pods.eks.amazonaws.com" } }] },
  });
const cluster = (name: string) => made("aws:eks/cluster:Cluster", name, {});
const association = (roleArn: string, clusterName: string) =>
  made(
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    `${clusterName}-${roleArn}`,
    { roleArn: later, clusterName: later, namespace: "logs", serviceAccount: "loki" },
    { roleArn, clusterName },
  );

const inProduction = (policyOf: object, from: Made["from"] = {}): Made => ({
  ...made("aws:iam/rolePolicy:RolePolicy", "rights", policyOf, from),
  stack: "cluster.prod",
});
const bucket: Made = { ...role("bucket"), stack: "cluster.prod" };

export const roles: readonly Case[] = [
  [
    "GR-05",
    "the role's association",
    [cluster("dev"), role("a"), association("a", "dev")],
    "nothing",
  ],
  ["GR-05", "another role's", [role("a"), role("b"), association("b", "dev")], "violation"],
  [
    "GR-05",
    "two roles in two clusters",
    [
      ...["dev", "prod"].map(cluster),
      ...["a", "b"].map(role),
      association("a", "dev"),
      association("b", "prod"),
    ],
    "nothing",
  ],
  [
    "GR-05",
    "two roles in one cluster",
    [cluster("dev"), ...["a", "b"].map(role), association("a", "dev"), association("b", "dev")],
    "violation",
  ],
  [
    "GR-14",
    "a document made of what is here",
    [bucket, inProduction({ policy: later }, { policy: "bucket" })],
    "nothing",
  ],
  ["GR-14", "a document made of what is elsewhere", [inProduction({ policy: later })], "deferral"],
];
