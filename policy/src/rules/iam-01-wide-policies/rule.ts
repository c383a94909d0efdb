import { allOf, anyOf, type Node, some } from "../../kit/node";
import { allows, refuseStatements } from "../../kit/policy-document";
import { everywhere, rule } from "../rule";
import { rightsOf } from "./component-rights";

export const role = "aws:iam/role:Role";
const want = "no statement that grants a whole service, or all, on every resource";

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
});

const isWide = (statement: Node) =>
  allOf([allows(statement), widely(statement), everything(statement)]);

const widely = (statement: Node) =>
  anyOf([some(statement.items("Action"), isWholeService), !statement.key("NotAction").absent]);

const everything = (statement: Node) =>
  anyOf([some(statement.items("Resource"), isEverything), !statement.key("NotResource").absent]);

/** `*`, `s3:*` and patterns that mean the same. */
function isWholeService(action: string): boolean {
  return /^([^:]*:)?\*+$|^[*?]+:/.test(action);
}

/** A pattern that begins with `*`, and an ARN of any service. */
function isEverything(resource: string): boolean {
  return /^(\*|arn:[^:]*(\*$|:\*))/.test(resource);
}
