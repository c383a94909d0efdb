import type { Example, Examples } from "../example";
import { nativeBad, nativeGood } from "./native-cases";
import { badRights, goodRights } from "./component-rights-cases";
const role = "aws:iam/role:Role";

const grant = (Action: unknown, Resource: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource }],
});

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const ofLedgers = (verb: string) => `managedblockchain-query:${verb}`;
const logs = "arn:aws:s3:::logs/*";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const inline = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";
const ofAws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const ofOwn = (name: string) => `arn:aws:iam::111122223333:policy/teams/${name}`;
const attached = (kind: string, props: object): Example => ({ type: `aws:${kind}`, props });
const admin = ofAws("AdministratorAccess");

export const good: readonly Example[] = [
  { props: { policy: JSON.stringify(grant("s3:GetObject", "*")) } },
  { props: { policy: grant(["s3:*"], ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]) } },
  { props: { policy: { Statement: { Effect: "Deny", Action: "*", Resource: "*" } } } },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    props: { policy: grant("ecr:GetAuthorizationToken", "*") },
  },
  { props: { policy: grant(["ec2:Describe*", "s3:*Tagging"], "*") } },
  { props: { policy: grant("s3*:GetObject", "*") } },
  { props: { policy: grant("s3:*", "arn:aws*:s3:::logs/*") } },
  { type: role, props: { assumeRolePolicy: "{}", inlinePolicies: [{ policy: "{}" }] } },
  { props: { policy: grant(["iam:Get*", "iam:List*", "iam:PassRole"], "*") } },
  {
    props: {
      policy: grant(
        letters.slice(1).map((letter) => `iam:${letter}*`),
        "*",
      ),
    },
  },
  { props: { policy: grant(["pricing:Get*", "pricing:List*", "pricing:Describe*"], "*") } },
  { props: { policy: grant("s3:*", ["arn:aws:s3:::logs-*", "arn:aws:s3:::a?*/x"]) } },
  { props: { policy: grant(["s3:*", "sns:Publish"], ["arn:aws:s3:::a", "arn:aws:sns:*:*:*"]) } },
  { props: { policy: grant("dynamodb:*", "arn:aws:dynamodb:*:*:table/orders*") } },
  {
    props: {
      policy: { Statement: [{ Effect: "Allow", NotAction: "s3:Delete*", Resource: logs }] },
    },
  },
  {
    props: {
      policy: {
        Statement: [
          { Effect: "Allow", Action: "s3:*", Resource: logs },
          { Effect: "Allow", Action: "s3:List*", Resource: "*" },
        ],
      },
    },
  },
  { name: "team-boundary", props: { policy: grant(["s3:*", "ec2:*"], "*") } },
  { props: { name: "TeamBoundary", policy: grant("*", "*") } },
  { props: { namePrefix: "boundaries-", policy: grant("*", "*") } },
  { type: attachment, props: { role: "ci", policyArn: ofAws("SecurityAudit") } },
  { type: attachment, props: { role: "ci", policyArn: ofOwn("AdministratorAccess") } },
  {
    type: attachment,
    name: "ci-admin",
    settings: { administrators: ["ci-*"] },
    props: { role: "ci", policyArn: ofAws("AdministratorAccess") },
  },
  {
    type: role,
    props: { permissionsBoundary: ofOwn("boundary"), managedPolicyArns: [ofAws("SecurityAudit")] },
  },
  { type: inline, props: { inlinePolicy: JSON.stringify(grant("s3:GetObject", "*")) } },
  { props: { policy: grant("s3:*", "arn:aws:s3:::z*") } },
  { props: { policy: grant("sqs:*", "arn:aws:sqs:*:*:q*") } },
  { props: { policy: grant("sqs:*", "arn:aws:sqs:*:*:?") } },
  { props: { policy: grant(["Get*", "List*", "BatchGet*"].map(ofLedgers), "*") } },
  attached("iam/rolePolicyAttachment:RolePolicyAttachment", {
    policyArn: ofAws("LaterFullAccessAudit"),
  }),
  ...nativeGood,
  lent({ credentialType: "federation_token", policyDocument: grant("s3:GetObject", "*") }),
  lent({ roleArns: ["arn:aws:iam::111122223333:role/deploy"] }),
  inCluster("AmazonEKSViewPolicy", "cluster"),
  inCluster("AmazonEKSClusterAdminPolicy", "namespace"),
  inCluster("AmazonEKSAdminViewPolicy", "cluster"),
  {
    ...inCluster("AmazonEKSClusterAdminPolicy", "cluster"),
    name: "dev-break-glass",
    settings: { administrators: ["*-break-glass"] },
  },
];

export const bad: readonly Example[] = [
  { props: { policy: JSON.stringify(grant("*", "*")) } },
  {
    props: {
      policy: { Statement: ["a2c:Get*", "a2c:Start*"].map((one) => grant(one, "*").Statement[0]) },
    },
    says: "together either",
  },
  { props: { policy: { Statement: [{ Effect: "Allow", NotAction: "s3:Get*", Resource: "*" }] } } },
  { props: { policy: grant(["ec2:Describe*", "S3:*"], ["*"]) } },
  { props: { policy: grant("iam:*", "arn:aws:*:*:*:*") } },
  { props: { policy: grant("iam:**", "arn:*") } },
  { props: { policy: grant("**:GetObject", "arn:aws*") } },
  { props: { policy: { Statement: [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }] } } },
  { props: { policy: { Statement: [{ Effect: "Allow", Action: "kms:*", NotResource: "x" }] } } },
  { props: { policy: "no document" } },
  { type: role, props: { inlinePolicies: [{ policy: JSON.stringify(grant("*:*", "*")) }] } },
  { type: "aws:iam/rolePolicy:RolePolicy", props: { policy: grant("*", "*") } },
  { type: "aws:iam/groupPolicy:GroupPolicy", props: { policy: grant("*", "*") } },
  { type: "aws:iam/userPolicy:UserPolicy", props: { policy: grant("*", "*") } },
  ...["arn*", "a*", "?*", "arn:aws:iam::*:*", "arn:aws:iam:*", "arn:aws:iam::111122223333:*"].map(
    (Resource) => ({ props: { policy: grant("iam:*", Resource) } }),
  ),
  ...["arn:aws:iam::*:role/*", "arn:aws-cn:iam::*:*/*", "arn:aws:ia?:*:*:?*"].map((Resource) => ({
    props: { policy: grant("iam:*", ["arn:aws:iam::111122223333:user/a", Resource]) },
  })),
  ...["arn:aws:s3:::*", "arn:aws:s3:::*/*", "arn:aws:s3:::?*"].map((Resource) => ({
    props: { policy: JSON.stringify(grant("s3:*", Resource)) },
  })),
  {
    props: {
      policy: grant(
        "s3:*",
        letters.map((letter) => `arn:aws:s3:::${letter.toLowerCase()}*`),
      ),
    },
  },
  { props: { policy: grant("secretsmanager:*", "arn:aws:secretsmanager:eu-west-1:*:secret:*") } },
  { props: { policy: grant("ec2-instance-connect:*", "arn:aws:ec2:*:*:instance/*") } },
  { props: { policy: grant("dynamodb:*", "arn:aws:dynamodb:*:111122223333*") } },
  {
    props: {
      policy: grant([...letters.map((letter) => `iam:${letter}*`), "s3:GetObject"], "*"),
    },
  },
  { props: { policy: grant("iam:?*", "*") } },
  { props: { policy: grant("*", "arn:aws:s3:::*") } },
  { props: { policy: grant(["*:GetObject", "later:PutObject"], "arn:aws:s3:::*") } },
  { props: { policy: grant(["*:GetObject", "s3:PutObject"], "*") } },
  { props: { policy: grant("sustainability:*", "*") } },
  { props: { policy: grant("iam:*", "arn?aws?iam*") } },
  { props: { policy: grant("iam:*", "arn:aws:iam::????????????:*") } },
  {
    props: {
      policy: grant(
        "sqs:*",
        letters.map((letter) => `arn:aws:sqs:*:*:${letter.toLowerCase()}*`),
      ),
    },
  },
  { props: { policy: grant("iam*:*", "*") } },
  { props: { policy: grant("i?m:*", "*") } },
  {
    props: {
      policy: grant(
        letters.map((letter) => `iam:${letter}*`),
        "*",
      ),
    },
  },
  {
    props: {
      policy: grant(
        letters.map((letter) => `later:${letter}*`),
        "*",
      ),
    },
  },
  {
    props: {
      policy: grant(
        [..."acdeglprstu"].map((letter) => `iam:${letter}*`),
        "*",
      ),
    },
  },
  {
    props: {
      policy: {
        Statement: letters.map((letter) => ({
          Effect: "Allow",
          Action: `iam:${letter}*`,
          Resource: "*",
        })),
      },
    },
    says: "together either",
  },
  { props: { policy: { Statement: [{ Effect: "Allow", NotAction: "iam:*", Resource: "?*" }] } } },
  { props: { policy: { Statement: [], statement: grant("*", "*").Statement } } },
  { props: { policy: { Statement: [{ Effect: "Allow", action: "*", Resource: "*" }] } } },
  { props: { policy: '{"Statement":[],"Statement":[]}' } },
  { props: { policy: '{"Statement":[],"\\u0053tatement":[]}' } },
  { props: { policy: '{"Statement":[{"Effect":"Allow","Effect":"Deny","Action":"x:y"}]}' } },
  { props: { policy: { Statement: [{ Effect: "Allow", Action: { a: "*" }, Resource: "*" }] } } },
  {
    name: "team-boundary",
    props: { name: "power", policy: grant("*", "*") },
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "boundary",
    props: { policy: grant("s3:*", "*") },
  },
  attached("iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: admin }),
  attached("iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: ofAws("IAMFullAccess") }),
  attached("iam/rolePolicyAttachment:RolePolicyAttachment", {
    policyArn: ofAws("LaterFullAccess"),
  }),
  attached("iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: ofOwn("team-boundary") }),
  attached("iam/rolePolicyAttachment:RolePolicyAttachment", {
    policyArn: ofAws("job-function/SystemAdministrator"),
  }),
  attached("iam/policyAttachment:PolicyAttachment", { policyArn: admin }),
  attached("iam/groupPolicyAttachment:GroupPolicyAttachment", { policyArn: admin }),
  attached("iam/userPolicyAttachment:UserPolicyAttachment", { policyArn: admin }),
  attached("iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", {
    policyArns: [admin],
  }),
  attached("iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive", {
    policyArns: [ofAws("PowerUserAccess")],
  }),
  attached("iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", {
    policyArns: [ofAws("SecurityAudit"), admin],
  }),
  attached("ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", { managedPolicyArn: admin }),
  attached("ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive", {
    managedPolicyArns: [admin],
  }),
  attached("ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", {
    inlinePolicy: grant("*", "*"),
  }),
  attached("iam/role:Role", { managedPolicyArns: [ofAws("SecurityAudit"), admin] }),
  attached("budgets/budgetAction:BudgetAction", {
    definition: { iamActionDefinition: { policyArn: admin, roles: ["ci"] } },
  }),
  attached("quicksight/iamPolicyAssignment:IamPolicyAssignment", { policyArn: admin }),
  ...nativeBad,
  lent({ policyDocument: grant("*", "*") }),
  lent({ policyArns: [ofAws("SecurityAudit"), admin] }),
  inCluster("AmazonEKSClusterAdminPolicy", "cluster"),
  inCluster("AmazonEKSAdminPolicy", "cluster"),
  inCluster("AmazonEKSClusterAdminPolicy"),
  {
    type: attachment,
    settings: { administrators: ["ci-*"] },
    props: { role: "ci", policyArn: admin },
  },
];

/** Users and sessions that the secret server makes. */
function lent(props: object): Example {
  return { type: "vault:aws/secretBackendRole:SecretBackendRole", props };
}

function inCluster(policy: string, type?: string): Example {
  return attached("eks/accessPolicyAssociation:AccessPolicyAssociation", {
    policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
    ...(type && { accessScope: { type } }),
  });
}

export const intentCases: Examples<Example> = { good: goodRights, bad: badRights };
