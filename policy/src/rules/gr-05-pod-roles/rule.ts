import type { Context } from "../../kit/context";
import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, not, some, type Truth } from "../../kit/node";
import { allows, statements } from "../../kit/policy-document";
import { names } from "../../kit/references";
import { accountKinds, isMade } from "../../kit/service-accounts";
import { verdict } from "../../kit/verdict";
import { everywhere, graphRule } from "../rule";
import { judgeAnnotation } from "./annotations";
import { type Binding, bindings, bindingTypes, cluster, clusterOf } from "./bindings";

const role = "aws:iam/role:Role";
const pods = "pods.eks.amazonaws.com";

export const GR05 = graphRule({
  id: "GR-05",
  title: "A role for pods belongs to one existing service account, which has no other role.",
  severity: "critical",
  scope: "estate",
  types: [role, cluster, ...bindingTypes, ...accountKinds],
  frameworks: ["CIS-EKS-1.4 4.1.5", "CIS-EKS-1.4 5.2.1"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Create one role per service account with WorkloadIdentity, and name the account in the chart's values or create it.",
  link: "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
  check(index, report) {
    const all = bindings(index);
    for (const judged of index.ofType(role)) {
      judgeRole(index, judged, all, report(judged));
    }
    for (const account of index.ofType("kubernetes:core/v1:ServiceAccount")) {
      judgeAnnotation(index, account, all, report(account));
    }
    const taken = new Set<string>();
    for (const binding of all) {
      judgeAccount(index, binding, taken, report(binding.from));
    }
  },
});

function judgeAccount(index: Index, binding: Binding, taken: Set<string>, ctx: Context): void {
  const { place, namespace, account, isOwn } = binding;
  const inside = clusterOf(index, binding);
  const wantMade = "a service account that is made here";
  const unread = [account, namespace, inside].find(({ unknown }) => unknown);
  if (unread) {
    ctx.unknown(unread, wantMade);
    return;
  }
  const isThere = isOwn || isMade(index, { namespace: namespace.text, name: account.text });
  verdict(ctx, not(isThere), wantMade, place, ...index.ofType(...accountKinds));
  const whose = JSON.stringify([inside.text, namespace.text, account.text]);
  verdict(ctx, taken.has(whose), "a service account that has no role yet", place);
  taken.add(whose);
}

/** Pod Identity's own service takes the role for any account that is associated with it. */
function judgeRole(index: Index, judged: Judged, all: readonly Binding[], ctx: Context): void {
  const document = judged.at("assumeRolePolicy");
  const forPods = anyOf(
    (statements(document) ?? []).map((statement) =>
      allOf([
        allows(statement),
        some(statement.at("Principal.Service").items(), (name) => name === pods),
      ]),
    ),
  );
  const bound = all.map((binding) => isOf(index, binding, judged));
  const places = all.flatMap(({ role: given }) => (given ? [given] : []));
  const others = [judged.at("name"), judged.at("arn"), ...places];
  const none = not(anyOf(bound));
  verdict(ctx, allOf([forPods, none]), "one service account that gets it", document, ...others);
  const [sure, maybe] = [true, "unknown"].map(
    (truth) => bound.filter((one) => one === truth).length,
  );
  const more = (sure ?? 0) > 1 || ((sure ?? 0) + (maybe ?? 0) > 1 && "unknown");
  verdict(ctx, allOf([forPods, more]), "no second service account", document, ...others);
}

/** Whether a binding grants a role. An ARN ends in the role's name, which is known before the ARN is. */
function isOf(index: Index, { from, role: given }: Binding, judged: Judged): Truth {
  const [name, arn] = [judged.at("name"), judged.at("arn")];
  if (given === undefined) {
    return false;
  }
  if (given.unknown) {
    return names(index, from, given, { resource: judged, name });
  }
  if (!arn.unknown && !arn.absent) {
    return arn.text === given.text;
  }
  const named = name.is((text) => given.text.endsWith(`/${text}`));
  return allOf([named, arn.absent || "unknown"]);
}
