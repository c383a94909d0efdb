import type { Context } from "../../kit/context";
import { allOf, type Node, not, type Truth } from "../../kit/node";
import { allows, equals, equalsOnly, statements } from "../../kit/policy-document";
import { everywhere, rule } from "../rule";

const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3";
const arn = (host: string) => `arn:aws:iam::111122223333:oidc-provider/${host}`;
const account = "system:serviceaccount:payments:api";
const audience = "sts.amazonaws.com";
const trust = (Condition?: object, Federated: unknown = arn(issuer), Effect = "Allow") => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect,
      Principal: { Federated },
      Action: "sts:AssumeRoleWithWebIdentity",
      ...(Condition && { Condition }),
    },
  ],
});
const claims = (sub: unknown, aud: unknown = audience, host = issuer) => ({
  [`${host}:aud`]: aud,
  [`${host}:sub`]: sub,
});
const equalTo = (sub: unknown, aud: unknown = audience) => ({ StringEquals: claims(sub, aud) });
const role = (assumeRolePolicy: unknown) => ({ props: { assumeRolePolicy } });

export const IAM04 = rule({
  id: "IAM-04",
  title: "A role for a cluster's pods trusts one service account.",
  severity: "critical",
  types: ["aws:iam/role:Role"],
  frameworks: ["CIS-EKS-1.4 5.2.1", "AWS-EKS-BPG Scope the trust policy"],
  // AWS makes up the cluster's issuer, by which claims are named, with the cluster.
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Compare the issuer's `sub` with one system:serviceaccount:<namespace>:<account> and its `aud` with sts.amazonaws.com, both by StringEquals; or use EKS Pod Identity, which a preview can judge.",
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html",
  check(resource, ctx) {
    for (const statement of statements(resource.at("assumeRolePolicy")) ?? []) {
      for (const provider of statement.at("Principal.Federated").items()) {
        judge(statement, provider, ctx);
      }
    }
  },
  good: [
    role(JSON.stringify(trust(equalTo(account)))),
    role(trust(equalTo([account], [audience]))),
    role(
      trust(
        { StringEquals: claims(account, audience, "oidc-eks.eu-west-1.api.aws/id/A1B2C3") },
        arn("oidc-eks.eu-west-1.api.aws/id/A1B2C3"),
      ),
    ),
    role(trust({ stringEquals: claims(account, audience, issuer.toUpperCase()) }, [arn(issuer)])),
    role(trust(undefined, arn("login.example.com"))),
    role(trust(undefined, arn("login.example.com/oidc.eks.example.com"))),
    role(trust(undefined, arn("oidc.eks.example.com/realms/id"))),
    role(trust(undefined, arn(issuer), "Deny")),
    role('{"Statement":{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"}}}'),
    role("no document"),
    { props: {} },
  ],
  bad: [
    role(JSON.stringify(trust())),
    role(trust({ StringLike: claims(account) })),
    {
      ...role(trust({ StringEquals: { [`${issuer}:aud`]: audience } })),
      says: "StringEquals of the issuer's sub with one service account",
    },
    {
      ...role(trust({ StringEquals: { [`${issuer}:sub`]: account } })),
      says: "StringEquals of the issuer's aud with sts.amazonaws.com only",
    },
    role(trust(equalTo("system:serviceaccount:payments:*"))),
    role(trust(equalTo("system:serviceaccount:p?:api"))),
    role(trust(equalTo("system:serviceaccount:payments"))),
    role(trust(equalTo(`x${account}`))),
    role(trust(equalTo(`${account}:more`))),
    role(trust(equalTo([account, "system:serviceaccount:payments:web"]))),
    role(trust(equalTo([]))),
    role(trust(equalTo(account, "sts"))),
    role(trust(equalTo(account, [audience, "sts"]))),
    role(trust({ StringEquals: claims(account, audience, "oidc.eks.eu-west-1.amazonaws.com") })),
    role(trust(undefined, arn("oidc-eks.eu-west-1.api.aws/id/A1B2C3"))),
    role(trust(undefined, [arn("login.example.com"), arn(issuer)])),
  ],
});

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
function judge(statement: Node, provider: Node, ctx: Context): void {
  const host = provider.text.replace(/.*:oidc-provider\//, "");
  const applies = allOf([allows(statement), provider.is((name) => ofCluster.test(name))]);
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

/** The providers of clusters' issuers; https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html */
const ofCluster = /:oidc-provider\/oidc[.-]eks\.[^/]+\/id\//;

const isAccount = (sub: string) => /^system:serviceaccount:[^:*?]+:[^:*?]+$/.test(sub);
