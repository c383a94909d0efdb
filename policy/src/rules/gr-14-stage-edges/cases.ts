import type { StackExample } from "../example";

type Made = StackExample[number];

const other = "111122223333";
const own = "444455556666";
const told = { nonproduction: [other, "dev"] };

const made = (type: string, props: object, more: Partial<Made> = {}): Made => ({
  type,
  name: "made",
  stack: "cluster.prod",
  settings: told,
  props,
  ...more,
});
const arn = (account: string, what = "role/ci") => `arn:aws:iam::${account}:${what}`;
const trust = (AWS: unknown) => ({ Statement: [{ Effect: "Allow", Principal: { AWS } }] });
const role = (props: object, more: Partial<Made> = {}) =>
  made("aws:iam/role:Role", props, { name: "role", ...more });
const provider = (props: object) => made("pulumi:providers:aws", props);
const reads = (name: string, more: Partial<Made> = {}) =>
  made("pulumi:pulumi:StackReference", { name }, more);
const key = (account: string) => `arn:aws:kms:eu-west-1:${account}:key/1`;
const encrypted = (account: string) =>
  made("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", {
    rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: key(account) } }],
  });
const statement = (Resource: string) => ({ policy: JSON.stringify({ Statement: [{ Resource }] }) });

export const good: readonly StackExample[] = [
  [role({ assumeRolePolicy: JSON.stringify(trust(arn(own))) })],
  [role({ assumeRolePolicy: trust(arn(other)) }, { stack: "cluster.dev" })],
  [role({ assumeRolePolicy: trust(arn(other)) }, { stack: "organization" })],
  [role({ assumeRolePolicy: trust(arn(other)) }, { settings: {} })],
  [role({ assumeRolePolicy: trust(arn(other)) }, { settings: { production: ["blue"] } })],
  [role({ assumeRolePolicy: trust(arn(`9${other}`)) })],
  [role({ assumeRolePolicy: trust(arn(`${other}9`)) })],
  [role({ name: arn(other) })],
  [provider({ allowedAccountIds: [own], assumeRoles: [{ roleArn: arn(own) }] })],
  [reads("organization/groundwork/network.prod")],
  [reads("organization/groundwork/account.development")],
  [reads("network.dev", { stack: "cluster.dev" })],
  [encrypted(own)],
  [reads("acme/dev/prod")],
  [reads("acme/network/dev", { stack: "non-prod", settings: {} })],
  [reads("acme/network/dev", { stack: "pre-prod-eu", settings: {} })],
  [reads("dev/network/aws-prod-eu-west-1")],
  [reads("acme/network/devices")],
  [reads("acme/network/dev", { stack: "products" })],
  [
    role({ assumeRolePolicy: trust(arn(own)) }),
    made("aws:iam/rolePolicy:RolePolicy", statement("*"), { from: { policy: "role" } }),
  ],
];

export const bad: readonly StackExample[] = [
  [role({ assumeRolePolicy: JSON.stringify(trust(arn(other))) })],
  [role({ assumeRolePolicy: trust([arn(own), arn(other)]) })],
  [role({ assumeRolePolicy: trust(other) })],
  [role({ assumeRolePolicy: trust(arn(other)) }, { stack: "workspace.payments.prod" })],
  [role({ assumeRolePolicy: trust(arn(other)) }, { stack: "cluster.blue" })].map((one) => ({
    ...one,
    settings: { ...told, production: ["green", "blue"] },
  })),
  [role({ permissionsBoundary: arn(other, "policy/team") })],
  [role({ managedPolicyArns: [arn(own, "policy/a"), arn(other, "policy/b")] })],
  [made("aws:iam/policy:Policy", statement(key(other)))],
  [made("aws:iam/rolePolicy:RolePolicy", statement(arn(other)))],
  [made("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: arn(other) })],
  [made("aws:kms/key:Key", { policy: trust(arn(other)) })],
  [made("aws:kms/grant:Grant", { keyId: key(other), granteePrincipal: arn(own) })],
  [made("aws:kms/grant:Grant", { keyId: key(own), granteePrincipal: arn(other) })],
  [made("aws:s3/bucketPolicy:BucketPolicy", { policy: trust(arn(other)) })],
  [encrypted(other)],
  [made("aws:ecr/repositoryPolicy:RepositoryPolicy", { policy: trust(arn(other)) })],
  [made("aws:eks/cluster:Cluster", { roleArn: arn(other) })],
  [made("aws:eks/cluster:Cluster", { encryptionConfig: { provider: { keyArn: key(other) } } })],
  [made("aws:eks/accessEntry:AccessEntry", { principalArn: arn(other) })],
  [made("aws:eks/podIdentityAssociation:PodIdentityAssociation", { roleArn: arn(other) })],
  [
    made("aws:eks/podIdentityAssociation:PodIdentityAssociation", {
      roleArn: arn(own),
      targetRoleArn: arn(other),
    }),
  ],
  [provider({ allowedAccountIds: [own, other] })],
  [provider({ allowedAccountIds: JSON.stringify([other]) })],
  [provider({ assumeRoles: JSON.stringify([{ roleArn: arn(other) }]) })],
  [provider({ assumeRoles: [{ roleArn: arn(own) }, { roleArn: arn(other) }] })],
  [reads("organization/groundwork/network.dev")],
  [reads("account.dev.eu")],
  [reads("acme/network/dev-eu-west-1")],
  [reads("acme/network/Dev")],
  [reads("acme/network/aws_dev")],
  [reads("acme/network/pre-prod", { settings: {} })],
  [reads("acme/network/dev", { stack: "Prod" })],
  [reads("acme/network/dev", { stack: "prod-eu-west-1" })],
  [reads("acme/network/dev", { stack: "aws-prod" })],
  [reads("acme/network/dev", { stack: "prod2", settings: { production: ["prod*"] } })],
  [reads("acme/a/pre-live", { settings: { nonproduction: ["pre-live"] } })],
  ...["dev", "development", "test", "qa", "stage", "staging", "nonprod", "sandbox"].flatMap(
    (name) =>
      ["prod", "production", "live"].map((production) => [
        reads(`organization/groundwork/account.${name}`, {
          stack: `account.${production}`,
          settings: {},
        }),
      ]),
  ),
];
