import { row, type Row } from "./row";

const stranger = "arn:aws:iam::444455556666:root";
const allow = (Principal: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action: "*", Resource: "*" }],
});
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const world = "0.0.0.0/0";
const open = (what: string, type: string, props: object): Row => row(what, "NET-01", type, props);

/** Resources of aws-native, and such as others hold as text. */
export const native: readonly Row[] = [
  row("aws-native: a role for a stranger", "IAM-03", "aws-native:iam:Role", {
    assumeRolePolicyDocument: allow({ AWS: stranger }),
  }),
  row("aws-native: administrators", "IAM-01", "aws-native:iam:Role", {
    managedPolicyArns: [admin],
  }),
  row("aws-native: a bucket's policy", "IAM-03", "aws-native:s3:BucketPolicy", {
    policyDocument: allow("*"),
  }),
  row("aws-native: a public bucket", "IAM-03", "aws-native:s3:Bucket", {
    accessControl: "PublicRead",
  }),
  row("aws-native: a function's address", "IAM-03", "aws-native:lambda:Url", { authType: "NONE" }),
  row("aws-native: a key for everyone", "KMS-03", "aws-native:kms:Key", { keyPolicy: allow("*") }),
  row("aws-native: a public database", "NET-01", "aws-native:rds:DbInstance", {
    publiclyAccessible: true,
  }),
  open("aws-native: a group", "aws-native:ec2:SecurityGroup", {
    securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIp: world }],
  }),
  open("aws-native: a rule of a group", "aws-native:ec2:SecurityGroupIngress", {
    ipProtocol: "-1",
    cidrIpv6: "::/0",
  }),
  row("aws-native: a database that may be public", "NET-01", "aws-native:rds:DbInstance", {}),
  row("aws-native: a cluster's endpoint", "EKS-01", "aws-native:eks:Cluster", {
    resourcesVpcConfig: { endpointPublicAccess: true },
  }),
  row("aws-native: administrators of a cluster", "IAM-01", "aws-native:eks:AccessEntry", {
    accessPolicies: [
      {
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      },
    ],
  }),
  row("aws-native: a repository for everyone", "ECR-04", "aws-native:ecr:Repository", {
    repositoryPolicyText: allow("*"),
  }),
  row("aws-native: tags that move", "ECR-01", "aws-native:ecr:Repository", {
    imageTagMutability: "MUTABLE",
  }),
  row("aws-native: a queue for everyone", "IAM-03", "aws-native:sqs:QueueInlinePolicy", {
    policyDocument: allow("*"),
  }),
  row("a template: a queue for everyone", "IAM-03", "aws:cloudformation/stack:Stack", {
    templateBody: JSON.stringify({
      Resources: {
        Open: { Type: "AWS::SQS::QueuePolicy", Properties: { PolicyDocument: allow("*") } },
      },
    }),
  }),
  row("a template: administrators", "IAM-01", "aws:cloudformation/stackSet:StackSet", {
    templateBody: [
      "Resources:",
      "  Deploy:",
      "    Type: AWS::IAM::Role",
      `    Properties: { ManagedPolicyArns: [!Sub "${admin}"] }`,
    ].join("\n"),
  }),
  row("a template by its address", "CFN-01", "aws:cloudformation/stack:Stack", {
    templateUrl: "https://templates.s3.amazonaws.com/anything.yaml",
  }),
  row("a macro", "CFN-01", "aws-native:cloudformation:Stack", {
    templateBody: { Transform: "Own", Resources: { A: { Type: "AWS::SNS::Topic" } } },
  }),
  row("Cloud Control: a stranger", "IAM-03", "aws:cloudcontrol/resource:Resource", {
    typeName: "AWS::IAM::Role",
    desiredState: JSON.stringify({ AssumeRolePolicyDocument: allow({ AWS: stranger }) }),
  }),
  row("Cloud Control: open to everyone", "NET-01", "aws-native:index:ExtensionResource", {
    type: "AWS::EC2::SecurityGroupIngress",
    properties: { IpProtocol: "-1", CidrIp: world },
  }),
];
