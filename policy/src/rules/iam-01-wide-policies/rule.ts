import { allOf, anyOf, type Node, some } from "../../kit/node";
import { allows, refuseStatements } from "../../kit/policy-document";
import { everywhere, rule } from "../rule";
import { rightsOf } from "./component-rights";

const role = "aws:iam/role:Role";
const want = "no statement that grants a whole service, or all, on every resource";
const grant = (Action: unknown, Resource: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource }],
});

export const IAM01 = rule({
  id: "IAM-01",
  title: "No policy grants a whole service on every resource.",
  severity: "critical",
  types: [
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/groupPolicy:GroupPolicy",
    "aws:iam/userPolicy:UserPolicy",
    role,
  ],
  frameworks: ["FSBP IAM.1", "FSBP IAM.21", "CIS-AWS-5.0 1.15"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Name the actions, and the resources they are for.",
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
  check(resource, ctx) {
    const documents =
      resource.type === role
        ? resource.items("inlinePolicies").map((inline) => inline.at("policy"))
        : [resource.at("policy")];
    documents.forEach((document) => {
      refuseStatements(document, ctx, want, isWide);
    });
  },
  intents: rightsOf(want, ({ actions, resources }) =>
    allOf([some(actions, isWholeService), some(resources, isEverything)]),
  ),
  good: [
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
  ],
  bad: [
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
  ],
});

const isWide = (statement: Node) =>
  allOf([allows(statement), widely(statement), everything(statement)]);

const widely = (statement: Node) =>
  anyOf([some(statement.items("Action"), isWholeService), !statement.key("NotAction").absent]);

const everything = (statement: Node) =>
  anyOf([some(statement.items("Resource"), isEverything), !statement.key("NotResource").absent]);

/** `*`, `s3:*` and what comes to the same. */
function isWholeService(action: string): boolean {
  return /^([^:]*:)?\*+$|^[*?]+:/.test(action);
}

/** What begins with `*`, and an ARN of any service. */
function isEverything(resource: string): boolean {
  return /^(\*|arn:[^:]*(\*$|:\*))/.test(resource);
}
