import { row, type Row } from "./row";

const stranger = "arn:aws:iam::444455556666:root";
const allow = (Principal: unknown, Action = "*") => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action, Resource: "*" }],
});
const everyone = JSON.stringify(allow("*"));
const grants = (Action: unknown, Resource: unknown = "*") =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource }] });
const trust = (statement: object) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...statement }] });
const web = (host: string, Condition?: object) => ({
  assumeRolePolicy: trust({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` },
    ...(Condition && { Condition }),
  }),
});
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const world = "0.0.0.0/0";
const everyoneAt = (type: string, property = "policy"): Row =>
  row(`${type}: everyone`, "IAM-03", `aws:${type}`, { [property]: everyone });
const shared = (type: string, property: string, wrap = (value: unknown) => value): Row =>
  row(`${type}: a stranger`, "IAM-03", `aws:${type}`, { [property]: wrap("444455556666") });
const wide = (what: string, document: string): Row =>
  row(`a policy of ${what}`, "IAM-01", "aws:iam/policy", { policy: document });
const open = (what: string, type: string, props: object): Row => row(what, "NET-01", type, props);
const publicly = (type: string): Row =>
  open(`${type}: public`, `aws:${type}`, { publiclyAccessible: true });

export const aws: readonly Row[] = [
  wide("everything", grants("*")),
  wide("iam by letters", grants("iam:A*".split(" ").concat("iam:*"))),
  wide("a service by ?", grants("s?:*")),
  wide("all of S3's ARNs", grants("s3:*", "arn:aws:s3:::*")),
  wide("a resource arn*", grants("ec2:*", "arn*")),
  wide("a resource a*", grants("ec2:*", "a*")),
  wide(
    "NotAction",
    JSON.stringify({ Statement: { Effect: "Allow", NotAction: "s3:*", Resource: "*" } }),
  ),
  wide(
    "two keys Statement",
    '{"Statement":[],"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  ),
  row("administrators attached", "IAM-01", "aws:iam/rolePolicyAttachment", {
    role: "r",
    policyArn: admin,
  }),
  row("administrators of a role", "IAM-01", "aws:iam/role", { managedPolicyArns: [admin] }),
  row("an inline policy of a role", "IAM-01", "aws:iam/rolePolicy", { policy: grants("*") }),
  row("an inline policy of a user", "IAM-01", "aws:iam/userPolicy", { policy: grants("*") }),
  row("an inline policy of a group", "IAM-01", "aws:iam/groupPolicy", { policy: grants("*") }),
  row("a permission set's inline policy", "IAM-01", "aws:ssoadmin/permissionSetInlinePolicy", {
    inlinePolicy: grants("*"),
  }),
  row("a permission set of administrators", "IAM-01", "aws:ssoadmin/managedPolicyAttachment", {
    managedPolicyArn: admin,
  }),
  row("a cluster-admin access policy", "IAM-01", "aws:eks/accessPolicyAssociation", {
    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    accessScope: { type: "cluster" },
  }),
  row("an admin access policy", "IAM-01", "aws:eks/accessPolicyAssociation", {
    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy",
    accessScope: { type: "cluster" },
  }),
  row("users of the secret server", "IAM-01", "vault:aws/secretBackendRole", {
    policyDocument: grants("*"),
  }),

  row("a role for everyone", "IAM-03", "aws:iam/role", {
    assumeRolePolicy: trust({ Principal: "*" }),
  }),
  row("a role for a stranger", "IAM-03", "aws:iam/role", {
    assumeRolePolicy: trust({ Principal: { AWS: stranger } }),
  }),
  row("a guessable external id", "IAM-03", "aws:iam/role", {
    assumeRolePolicy: trust({
      Principal: { AWS: stranger },
      Condition: { StringEquals: { "sts:ExternalId": "e7" } },
    }),
  }),
  row("any organisation", "IAM-03", "aws:iam/role", {
    assumeRolePolicy: trust({
      Principal: { AWS: stranger },
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" } },
    }),
  }),
  row("Google without a subject", "IAM-03", "aws:iam/role", web("accounts.google.com")),
  row("Cognito's guests", "IAM-03", "aws:iam/role", web("cognito-identity.amazonaws.com")),
  row(
    "GitLab by audience",
    "IAM-03",
    "aws:iam/role",
    web("gitlab.com", { StringEquals: { "gitlab.com:aud": "sts.amazonaws.com" } }),
  ),
  row(
    "any repository of GitHub",
    "IAM-05",
    "aws:iam/role",
    web("token.actions.githubusercontent.com", {
      StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" },
    }),
  ),
  row(
    "a GitHub of one's own, any repository",
    "IAM-05",
    "aws:iam/role",
    web("ghe.acme.example/_services/token", {
      StringLike: { "ghe.acme.example/_services/token:sub": "*" },
    }),
  ),
  row(
    "any service account of a cluster",
    "IAM-04",
    "aws:iam/role",
    web("oidc.eks.eu-west-1.amazonaws.com/id/A1", {
      StringLike: { "oidc.eks.eu-west-1.amazonaws.com/id/A1:sub": "system:serviceaccount:*" },
    }),
  ),
  row("guests of an identity pool", "IAM-03", "aws:cognito/identityPool", {
    allowUnauthenticatedIdentities: true,
  }),

  ...["s3/bucketPolicy", "s3/bucket", "s3/accessPoint", "s3control/accessPointPolicy"].map((type) =>
    everyoneAt(type),
  ),
  everyoneAt("s3/bucketV2:BucketV2"),
  everyoneAt("s3tables/tableBucketPolicy", "resourcePolicy"),
  ...["sqs/queuePolicy", "sqs/queue", "sns/topicPolicy", "sns/topic"].map((type) =>
    everyoneAt(type),
  ),
  ...["secretsmanager/secretPolicy", "secretsmanager/secret"].map((type) => everyoneAt(type)),
  everyoneAt("lambda/resourcePolicy"),
  everyoneAt("efs/fileSystemPolicy"),
  everyoneAt("dynamodb/resourcePolicy"),
  everyoneAt("kinesis/resourcePolicy"),
  ...["opensearch/domain", "opensearch/domainPolicy", "elasticsearch/domain"].map((type) =>
    everyoneAt(type, "accessPolicies"),
  ),
  everyoneAt("opensearchingest/resourcePolicy"),
  everyoneAt("cloudwatch/eventBusPolicy"),
  everyoneAt("cloudwatch/logDestinationPolicy", "accessPolicy"),
  everyoneAt("backup/vaultPolicy"),
  everyoneAt("glacier/vault", "accessPolicy"),
  everyoneAt("codeartifact/domainPermissions", "policyDocument"),
  everyoneAt("msk/clusterPolicy"),
  everyoneAt("acmpca/policy"),
  everyoneAt("vpclattice/authPolicy"),
  everyoneAt("ecrpublic/repositoryPolicy"),
  everyoneAt("ses/identityPolicy"),
  row("a registry for everyone", "ECR-04", "aws:ecr/registryPolicy", { policy: everyone }),
  row("a repository for everyone", "ECR-04", "aws:ecr/repositoryPolicy", { policy: everyone }),
  row("a template of repositories for everyone", "ECR-04", "aws:ecr/repositoryCreationTemplate", {
    repositoryPolicy: everyone,
  }),
  row("mutable tags", "ECR-01", "aws:ecr/repository", { imageTagMutability: "MUTABLE" }),
  row("a key for everyone", "KMS-03", "aws:kms/key", { policy: everyone }),
  row("a key for a stranger", "KMS-03", "aws:kms/key", {
    policy: JSON.stringify(allow({ AWS: stranger }, "kms:*")),
  }),
  row("a grant of a key", "IAM-03", "aws:kms/grant", { granteePrincipal: stranger }),
  row("a key deleted in a week", "KMS-02", "aws:kms/key", { deletionWindowInDays: 7 }),

  ...["public-read", "public-read-write", "authenticated-read"].map((acl) =>
    row(`a list ${acl}`, "IAM-03", "aws:s3/bucketAcl", { acl }),
  ),
  row("a list of a bucket", "IAM-03", "aws:s3/bucketV2:BucketV2", { acl: "public-read" }),
  row("a grant to all users", "IAM-03", "aws:s3/bucket", {
    grants: [{ uri: "http://acs.amazonaws.com/groups/global/AllUsers" }],
  }),
  row("an object for everyone", "IAM-03", "aws:s3/bucketObject", { acl: "public-read" }),
  row("transcoded for everyone", "IAM-03", "aws:elastictranscoder/pipeline", {
    contentConfigPermissions: [{ granteeType: "Group", grantee: "AllUsers" }],
  }),
  row("a function for everyone", "IAM-03", "aws:lambda/permission", { principal: "*" }),
  row("a function for any bucket", "IAM-03", "aws:lambda/permission", {
    principal: "s3.amazonaws.com",
  }),
  row("a function's address", "IAM-03", "aws:lambda/functionUrl", { authorizationType: "NONE" }),
  row("a layer for everyone", "IAM-03", "aws:lambda/layerVersionPermission", { principal: "*" }),
  row("an image for all", "IAM-03", "aws:ec2/amiLaunchPermission", { group: "all" }),
  shared("ec2/snapshotCreateVolumePermission", "accountId"),
  shared("rds/snapshot", "sharedAccounts", (id) => [id]),
  row("a database's snapshot for all", "IAM-03", "aws:rds/clusterSnapshot", {
    sharedAccounts: ["all"],
  }),
  shared("ram/principalAssociation", "principal"),
  shared("ec2/vpcEndpointServiceAllowedPrinciple", "principalArn"),
  shared("lakeformation/permissions", "principal"),
  shared("licensemanager/licenseGrant", "principal"),
  shared("servicecatalog/portfolioShare", "principalId"),
  shared("securitylake/subscriber", "subscriberIdentity", (principal) => ({ principal })),
  shared("quicksight/template", "permissions", (principal) => [{ principal }]),
  shared("redshift/endpointAuthorization", "account"),

  open("SSH for everyone", "aws:ec2/securityGroup", {
    ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [world] }],
  }),
  open("everything by halves", "aws:ec2/securityGroup", {
    ingress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }],
  }),
  open("a rule for IPv6", "aws:vpc/securityGroupIngressRule", {
    ipProtocol: "-1",
    cidrIpv6: "::/0",
  }),
  open("a rule of the older kind", "aws:ec2/securityGroupRule", {
    type: "ingress",
    protocol: "-1",
    cidrBlocks: [world],
  }),
  open("a prefix list", "aws:ec2/managedPrefixList", { entries: [{ cidr: world }] }),
  open("an entry of a prefix list", "aws:ec2/managedPrefixListEntry", { cidr: world }),
  open("ports of Lightsail", "aws:lightsail/instancePublicPorts", {
    portInfos: [{ protocol: "tcp", fromPort: 22, toPort: 22 }],
  }),
  open("a fleet", "aws:gamelift/fleet", {
    ec2InboundPermissions: [{ protocol: "TCP", fromPort: 22, toPort: 22, ipRange: world }],
  }),
  ...[
    "rds/instance",
    "rds/clusterInstance",
    "redshift/cluster",
    "redshiftserverless/workgroup",
  ].map(publicly),
  ...["neptune/clusterInstance", "mq/broker", "dms/replicationInstance", "lightsail/database"].map(
    publicly,
  ),
  row("a cluster's endpoint for everyone", "EKS-01", "aws:eks/cluster", {
    vpcConfig: { endpointPublicAccess: true },
  }),
  row("a cluster without its own key", "EKS-02", "aws:eks/cluster", {
    vpcConfig: { endpointPublicAccess: false },
  }),
  row("a cluster without logs", "EKS-03", "aws:eks/cluster", { enabledClusterLogTypes: ["api"] }),
  row("a cluster of a config map", "EKS-05", "aws:eks/cluster", {
    accessConfig: { authenticationMode: "CONFIG_MAP" },
  }),
  row("nodes that answer to IMDSv1", "EKS-07", "aws:ec2/launchTemplate", {
    metadataOptions: { httpTokens: "optional" },
  }),
  row("a VPC whose default group is untouched", "NET-02", "aws:ec2/vpc", {
    cidrBlock: "10.0.0.0/16",
  }),
  row("a default group that is open", "NET-02", "aws:ec2/defaultSecurityGroup", {
    ingress: [{ protocol: "-1", self: true }],
  }),
];
