import type { Context } from "../../kit/context";
import { isWideGrant, isWideStatement, isWideTogether } from "../../kit/grants";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, type Truth } from "../../kit/node";
import { allows, readStatements } from "../../kit/policy-document";
import { isListed } from "../../kit/listed";
import { widening } from "../../kit/settings";
import { verdict } from "../../kit/verdict";
import { walk, way } from "../../kit/walk";
import { everywhere, rule } from "../rule";
import { rightsOf } from "./component-rights";
import { attachments, documents } from "./places";
import names from "./wide-managed-policies.json";

const widePolicies: readonly string[] = names;
const want = "no statement that grants a whole service, or all, on every resource";
const policy = "aws:iam/policy:Policy";
const policies = [policy, "aws-native:iam:ManagedPolicy"];

export const IAM01 = rule({
  id: "IAM-01",
  title: "No policy grants a whole service on every resource.",
  severity: "critical",
  types: [policy, ...new Set([...Object.keys(documents).slice(1), ...Object.keys(attachments)])],
  frameworks: ["FSBP IAM.1", "CIS-AWS-5.0 1.15"],
  onUnknown: "defer",
  enforcement: everywhere,
  settings: { administrators: widening },
  fix: "Name the actions, and the resources they are for; call a policy that only bounds a `boundary`, and list who administers an account, by its attachment's logical name, in the setting `administrators`.",
  link: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
  check(resource, ctx) {
    for (const document of placesIn(documents, resource)) {
      judgeDocument(resource, document, ctx);
    }
    for (const [arn, scope] of attachedBy(resource)) {
      if (!isListed(ctx.settings, "administrators", resource.name)) {
        const isPart = scope.is((kind) => kind === "namespace");
        const wrong = allOf([not(arn.is(isNarrow)), not(isPart)]);
        verdict(ctx, wrong, "a policy of fewer rights", arn, scope);
      }
    }
  },
  intents: rightsOf(want, isWideGrant),
});

const placesIn = (places: Readonly<Record<string, string>>, resource: Judged) =>
  [places[resource.type] ?? []].flat().flatMap((path) => walk(resource, way(path)));

/** The ARNs of policies, each with the kind of the scope beside it. */
function attachedBy(resource: Judged): [arn: Node, scope: Node][] {
  const steps = way(attachments[resource.type] ?? "");
  const holders = steps.join() === "" ? [] : walk(resource, steps.slice(0, -1));
  return holders.flatMap((holder) =>
    walk(holder, steps.slice(-1)).map((arn): [Node, Node] => [arn, holder.at("accessScope.type")]),
  );
}

function judgeDocument(resource: Judged, document: Node, ctx: Context): void {
  const names = [...namesOf(resource), ...holdersOf(resource)];
  const grants = not(isBoundary(resource));
  const found = readStatements(document, ctx);
  const judged = found.map((statement) => {
    const isWide = allOf([allows(statement), isWideStatement(statement)]);
    verdict(ctx, allOf([grants, isWide]), want, statement, ...names);
    return isWide;
  });
  if (judged.every((isWide) => isWide === false)) {
    const together = allOf([grants, isWideTogether(found)]);
    verdict(ctx, together, `${want}, together either`, document, ...names);
  }
}

const namesOf = (resource: Judged): Node[] =>
  ["name", "managedPolicyName", "namePrefix"].map((property) => resource.at(property));

/** Whom a policy of `aws-native` attaches itself to. */
const holdersOf = (resource: Judged): Node[] =>
  ["roles", "groups", "users"].map((property) => resource.at(property));

const boundary = /boundar(y|ies)/i;

/**
 * A permissions boundary grants nothing, so long as it is attached to nobody: the attachment is
 * refused. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function isBoundary(resource: Judged): Truth {
  const named = namesOf(resource).find((name) => !name.absent) ?? resource.at("name");
  const called = named.absent
    ? boundary.test(resource.name)
    : named.is((text) => boundary.test(text));
  const attached = holdersOf(resource).map((holders): Truth =>
    holders.unknown ? "unknown" : holders.items().length > 0,
  );
  return allOf([policies.includes(resource.type), called, not(anyOf(attached))]);
}

/** Whether a policy's ARN names none of AWS's that grants a whole service or cluster, and no boundary. */
function isNarrow(arn: string): boolean {
  const name = arn.replace(/.*[/]/s, "");
  if (arn.includes(":cluster-access-policy/")) {
    return !/^AmazonEKS(Cluster)?AdminPolicy$/.test(name);
  }
  return /:iam::aws:/.test(arn)
    ? !widePolicies.includes(name) && !/FullAccess$/.test(name)
    : !boundary.test(name);
}
