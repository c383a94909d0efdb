import type { Context } from "../../kit/context";
import { hasWildcard } from "../../kit/iam-pattern";
import { isOfGithub, issuerOf, workflowOf } from "../../kit/issuers";
import { allOf, type Node, not, type Truth } from "../../kit/node";
import { allows, equalsOnly, statements } from "../../kit/policy-document";
import { roleTypes, trustOf } from "../../kit/role-trust";
import { everywhere, rule } from "../rule";

export const issuer = "token.actions.githubusercontent.com";

export const IAM05 = rule({
  id: "IAM-05",
  title: "A role for GitHub Actions trusts named repositories, in production a named environment.",
  severity: "critical",
  types: roleTypes,
  frameworks: ["AWS-WAF SEC03-BP07"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Compare `aud` with sts.amazonaws.com and `sub` with repo:<owner>/<repository>:environment:<name> by StringEquals, for repositories made since July 2026 with `@<id>` behind owner and repository; build the provider's ARN from the account id, so that a preview knows it.",
  link: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
  check(resource, ctx) {
    const document = trustOf(resource);
    for (const statement of statements(document) ?? []) {
      for (const provider of statement.at("Principal.Federated").items()) {
        judge(statement, provider, ctx);
      }
    }
  },
});

function judge(statement: Node, provider: Node, ctx: Context): void {
  const own = issuerOf(provider.text) || issuer;
  const applies = allOf([allows(statement), provider.is(trusts)]);
  const start = ctx.tier === "prod" ? /^environment:./ : /^./;
  const isNamed = (sub: string) => !hasWildcard(sub) && start.test(workflowOf(sub)?.context ?? "");
  const wanted: [string, string, Truth][] = [
    [
      "aud",
      "sts.amazonaws.com only",
      equalsOnly(statement, `${own}:aud`, (aud) => aud === "sts.amazonaws.com"),
    ],
    [
      "sub",
      ctx.tier === "prod" ? "one environment of one repository" : "one repository, no wildcard",
      equalsOnly(statement, `${own}:sub`, isNamed),
    ],
  ];
  for (const [name, want, held] of wanted) {
    // Of an issuer that is not known, no claim is the right one.
    const wrong = allOf([applies, provider.unknown ? "unknown" : not(held)]);
    const text = `${own}:${name} compared by StringEquals with ${want}`;
    if (wrong === "unknown") {
      ctx.unknown(statement, text);
    } else if (wrong) {
      ctx.violation({ path: `${statement.path}.Condition`, want: text });
    }
  }
}

const trusts = (provider: string) =>
  isOfGithub(provider) || provider.toLowerCase().includes(issuer);
