import type { Context } from "../../kit/context";
import { allOf, type Node, not, some, type Truth } from "../../kit/node";
import { allows, equalsOnly, statements } from "../../kit/policy-document";
import { everywhere, rule } from "../rule";

export const issuer = "token.actions.githubusercontent.com";

export const IAM05 = rule({
  id: "IAM-05",
  title: "A role for GitHub Actions trusts named repositories, in production a named environment.",
  severity: "critical",
  types: ["aws:iam/role:Role"],
  frameworks: ["AWS-WAF SEC03-BP07"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Compare `aud` with sts.amazonaws.com and `sub` with repo:<owner>/<repository>:environment:<name> by StringEquals; build the provider's ARN from the account id, so that a preview knows it.",
  link: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
  check(resource, ctx) {
    const document = resource.at("assumeRolePolicy");
    for (const statement of statements(document) ?? []) {
      judge(statement, ctx);
    }
  },
});

function judge(statement: Node, ctx: Context): void {
  const federated = statement.at("Principal.Federated").items();
  const applies = allOf([
    allows(statement),
    some(federated, (arn) => arn.toLowerCase().includes(issuer)),
  ]);
  const subject = ctx.tier === "prod" ? /^repo:[^/:*?]+\/[^/:*?]+:environment:[^*?]+$/ : named;
  const wanted: [string, string, Truth][] = [
    [
      "aud",
      "sts.amazonaws.com only",
      equalsOnly(statement, `${issuer}:aud`, (aud) => aud === "sts.amazonaws.com"),
    ],
    [
      "sub",
      ctx.tier === "prod" ? "one environment of one repository" : "one repository, no wildcard",
      equalsOnly(statement, `${issuer}:sub`, (sub) => subject.test(sub)),
    ],
  ];
  for (const [name, want, held] of wanted) {
    const wrong = allOf([applies, not(held)]);
    const text = `${issuer}:${name} compared by StringEquals with ${want}`;
    if (wrong === "unknown") {
      ctx.unknown(statement, text);
    } else if (wrong) {
      ctx.violation({ path: `${statement.path}.Condition`, want: text });
    }
  }
}

const named = /^repo:[^/:*?]+\/[^/:*?]+:[^*?]+$/;
