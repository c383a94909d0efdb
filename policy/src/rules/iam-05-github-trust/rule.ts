import type { Context } from "../../kit/context";
import { allOf, type Node, not, some, type Truth } from "../../kit/node";
import { allows, equalsOnly, statements } from "../../kit/policy-document";
import { everywhere, rule } from "../rule";

const issuer = "token.actions.githubusercontent.com";
const provider = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const trust = (Condition?: object, Federated: unknown = provider) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Federated },
      Action: "sts:AssumeRoleWithWebIdentity",
      ...(Condition && { Condition }),
    },
  ],
});
const claims = (sub: unknown, aud: unknown = "sts.amazonaws.com") => ({
  [`${issuer}:aud`]: aud,
  [`${issuer}:sub`]: sub,
});
const environment = "repo:acme/payments:environment:prod";
const branch = "repo:acme/payments:ref:refs/heads/main";

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
  good: [
    { props: { assumeRolePolicy: JSON.stringify(trust({ StringEquals: claims(environment) })) } },
    { props: { assumeRolePolicy: trust({ StringEquals: claims([environment]) }) } },
    { tier: "nonprod", props: { assumeRolePolicy: trust({ StringEquals: claims(branch) }) } },
    { props: { assumeRolePolicy: trust(undefined, "cognito-identity.amazonaws.com") } },
    {
      props: {
        assumeRolePolicy:
          '{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"}}}',
      },
    },
  ],
  bad: [
    {
      props: { assumeRolePolicy: JSON.stringify(trust()) },
      says: `${issuer}:aud compared by StringEquals with sts.amazonaws.com only`,
    },
    {
      props: {
        assumeRolePolicy: trust({ StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" } }),
      },
      says: `${issuer}:sub compared by StringEquals with one environment of one repository`,
    },
    { props: { assumeRolePolicy: trust({ StringEquals: { [`${issuer}:sub`]: environment } }) } },
    { props: { assumeRolePolicy: trust({ StringLike: claims(environment) }) } },
    {
      props: { assumeRolePolicy: trust({ StringEquals: claims("repo:acme/*:environment:prod") }) },
    },
    { props: { assumeRolePolicy: trust({ StringEquals: claims(branch) }) } },
    { props: { assumeRolePolicy: trust({ StringEquals: claims([environment, branch]) }) } },
    {
      props: {
        assumeRolePolicy: trust({ StringEquals: claims(environment, ["sts.amazonaws.com", "x"]) }),
      },
    },
    {
      tier: "nonprod",
      props: { assumeRolePolicy: trust({ StringEquals: claims("repo:acme/payments:*") }) },
      says: `${issuer}:sub compared by StringEquals with one repository, no wildcard`,
    },
    {
      tier: "nonprod",
      props: { assumeRolePolicy: trust({ StringEquals: claims("repo:acme/payments:ref:refs/*") }) },
    },
    // A subject of which GitHub is told to put another claim first.
    {
      tier: "nonprod",
      props: { assumeRolePolicy: trust({ StringEquals: claims(`actor:ada:${branch}`) }) },
    },
    { props: { assumeRolePolicy: trust({ StringEquals: claims(`actor:ada:${environment}`) }) } },
    {
      props: {
        assumeRolePolicy: trust({ StringEquals: claims("repo:acme/payments:environment:pr*") }),
      },
    },
  ],
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
