import type { Context } from "../../kit/context";
import { isOfCluster } from "../../kit/issuers";
import { allOf, type Node, not, type Truth } from "../../kit/node";
import { allows, equals, equalsOnly, statements } from "../../kit/policy-document";
import { roleTypes, trustOf } from "../../kit/role-trust";
import { everywhere, rule } from "../rule";
export const audience = "sts.amazonaws.com";

export const IAM04 = rule({
  id: "IAM-04",
  title: "A role for a cluster's pods trusts one service account.",
  severity: "critical",
  types: roleTypes,
  frameworks: ["CIS-EKS-1.4 5.2.1", "AWS-EKS-BPG Scope the trust policy"],
  // AWS makes up the cluster's issuer, by which claims are named, with the cluster.
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Compare the issuer's `sub` with one system:serviceaccount:<namespace>:<account> and its `aud` with sts.amazonaws.com, both by StringEquals; or use EKS Pod Identity, which a preview can judge.",
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  check(resource, ctx) {
    for (const statement of statements(trustOf(resource)) ?? []) {
      for (const provider of statement.at("Principal.Federated").items()) {
        judge(statement, provider, ctx);
      }
    }
  },
});

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
function judge(statement: Node, provider: Node, ctx: Context): void {
  const host = provider.text.replace(/.*:oidc-provider\//, "");
  const applies = allOf([allows(statement), provider.is(isOfCluster)]);
  const sub = `${host}:sub`;
  const isOne = equals(statement, sub).length === 1;
  const wanted: [string, Truth][] = [
    [`aud with ${audience} only`, equalsOnly(statement, `${host}:aud`, (aud) => aud === audience)],
    ["sub with one service account", isOne && equalsOnly(statement, sub, isAccount)],
  ];
  for (const [what, held] of wanted) {
    const want = `StringEquals of the issuer's ${what}`;
    const wrong = allOf([applies, not(held)]);
    if (wrong === "unknown") {
      ctx.unknown(statement, want);
    } else if (wrong) {
      ctx.violation({ path: `${statement.path}.Condition`, want });
    }
  }
}

const isAccount = (sub: string) => /^system:serviceaccount:[^:*?]+:[^:*?]+$/.test(sub);
