import type { Example, Examples } from "../example";
import { badRights, goodRights } from "./component-rights-cases";
import { role } from "./rule";

const grant = (Action: unknown, Resource: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource }],
});

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
];

export const bad: readonly Example[] = [
  { props: { policy: JSON.stringify(grant("*", "*")) } },
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
];

export const intentCases: Examples<Example> = { good: goodRights, bad: badRights };
