import type { Example } from "../example";

const wide = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const narrow = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const native = (kind: string, props: object): Example => ({ type: `aws-native:${kind}`, props });
const ofOwn = ["iam:ManagedPolicy", "iam:RolePolicy", "iam:GroupPolicy", "iam:UserPolicy"];
const bounds = { managedPolicyName: "team-boundary", policyDocument: wide };
const holders = ["iam:Role", "iam:Group", "iam:User"];

const entry = (policy: string, type: string) =>
  native("eks:AccessEntry", {
    accessPolicies: [
      {
        policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
        accessScope: { type },
      },
    ],
  });

export const nativeGood: readonly Example[] = [
  native("iam:RolePolicy", { policyDocument: narrow }),
  native("iam:ManagedPolicy", bounds),
  native("iam:ManagedPolicy", { ...bounds, roles: [], groups: [], users: [] }),
  native("iam:Role", { policies: [{ policyName: "own", policyDocument: narrow }] }),
  native("sso:PermissionSet", { inlinePolicy: narrow }),
  native("eks:AccessEntry", { kubernetesGroups: ["realm:platform"] }),
  entry("AmazonEKSViewPolicy", "cluster"),
  entry("AmazonEKSClusterAdminPolicy", "namespace"),
];

export const nativeBad: readonly Example[] = [
  ...ofOwn.map((kind) => native(kind, { policyDocument: wide })),
  // Such a policy attaches itself, so that it grants.
  ...["roles", "groups", "users"].map((holder) =>
    native("iam:ManagedPolicy", { ...bounds, [holder]: ["deploy"] }),
  ),
  native("iam:RolePolicy", { policyName: "boundary", policyDocument: wide }),
  ...holders.map((kind) =>
    native(kind, { policies: [{ policyName: "own", policyDocument: wide }] }),
  ),
  ...holders.map((kind) => native(kind, { managedPolicyArns: [admin] })),
  native("sso:PermissionSet", { inlinePolicy: JSON.stringify(wide) }),
  native("sso:PermissionSet", { managedPolicies: [admin] }),
  native("iam:Policy", { policyName: "boundary", policyDocument: wide, roles: ["deploy"] }),
  { ...entry("AmazonEKSClusterAdminPolicy", "cluster"), says: "accessPolicies[0].policyArn" },
  entry("AmazonEKSAdminPolicy", "cluster"),
  native("budgets:BudgetsAction", {
    definition: { iamActionDefinition: { policyArn: admin, roles: ["ci"] } },
  }),
];
