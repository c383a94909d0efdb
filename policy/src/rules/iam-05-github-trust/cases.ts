import type { Example } from "../example";
import { issuer } from "./rule";

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
const claims = (sub: unknown, aud: unknown = "sts.amazonaws.com", host = issuer) => ({
  [`${host}:aud`]: aud,
  [`${host}:sub`]: sub,
});
const environment = "repo:acme/payments:environment:prod";
const branch = "repo:acme/payments:ref:refs/heads/main";

const numbered = "repo:acme@1234567/payments@7654321:environment:prod";
const inBranch = "repo:acme@1234567/payments@7654321:ref:refs/heads/main";
const audience = "sts.amazonaws.com";
const of = (host: string) => provider.replace(issuer, host);
/** Issuers of GitHub Enterprise: in an enterprise's own name, with data residency, and of a server. */
const others = [
  `${issuer}/acme`,
  "token.actions.acme.ghe.com",
  "github.example.com/_services/token",
];

const nativeRole = (assumeRolePolicyDocument: unknown): Example => ({
  type: "aws-native:iam:Role",
  props: { assumeRolePolicyDocument },
});

export const good: readonly Example[] = [
  nativeRole(trust({ StringEquals: claims(environment) })),
  nativeRole(JSON.stringify(trust({ StringEquals: claims(numbered) }))),
  nativeRole(trust(undefined, "cognito-identity.amazonaws.com")),
  { props: { assumeRolePolicy: JSON.stringify(trust({ StringEquals: claims(environment) })) } },
  { props: { assumeRolePolicy: trust({ StringEquals: claims([environment]) }) } },
  { tier: "nonprod", props: { assumeRolePolicy: trust({ StringEquals: claims(branch) }) } },
  ...[
    "cognito-identity.amazonaws.com",
    of("token.actions.acme.ghe.com.example.com"),
    of("github.example.com/_services/tokens"),
  ].map((host) => ({ props: { assumeRolePolicy: trust(undefined, host) } })),
  { props: { assumeRolePolicy: JSON.stringify(trust({ StringEquals: claims(numbered) })) } },
  { props: { assumeRolePolicy: trust({ StringEquals: claims([environment, numbered]) }) } },
  { tier: "nonprod", props: { assumeRolePolicy: trust({ StringEquals: claims(inBranch) }) } },
  ...others.map((host) => ({
    props: {
      assumeRolePolicy: trust({ StringEquals: claims(environment, audience, host) }, of(host)),
    },
  })),
  {
    props: {
      assumeRolePolicy:
        '{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"}}}',
    },
  },
];

export const bad: readonly Example[] = [
  { ...nativeRole(trust()), says: `${issuer}:aud compared by StringEquals` },
  nativeRole(trust({ StringLike: claims("repo:*") })),
  nativeRole(JSON.stringify(trust({ StringEquals: claims("repo:*") }))),
  { ...nativeRole(trust({ StringEquals: claims("repo:acme/*") })), tier: "nonprod" },
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
  ...others.map((host) => ({
    props: {
      assumeRolePolicy: trust({ StringEquals: { [`${host}:aud`]: audience } }, of(host)),
    },
    says: `${host}:sub compared by StringEquals`,
  })),
  // The claims of another issuer bind nothing.
  {
    props: {
      assumeRolePolicy: trust(
        { StringEquals: claims(environment) },
        of("token.actions.acme.ghe.com"),
      ),
    },
  },
  {
    props: {
      assumeRolePolicy: trust({
        StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:repository_owner`]: "acme" },
      }),
    },
  },
  {
    props: {
      assumeRolePolicy: trust({ StringEquals: claims(environment) }, [
        provider,
        of("github.example.com/_services/token"),
      ]),
    },
  },
  ...[
    "repo:acme@1234567/payments:environment:prod",
    "repo:acme/payments@7654321:environment:prod",
    "repo:acme@/payments@:environment:prod",
    "repo:acme@x/payments@y:environment:prod",
    "repo:acme@1234567/*@7654321:environment:prod",
    "repo:acme@1234567/payments@7654321:environment:",
    "repo:acme@1234567/payments@7654321",
    "repo:acme/payments:environment:${token.actions.githubusercontent.com:environment}",
  ].map((sub) => ({ props: { assumeRolePolicy: trust({ StringEquals: claims(sub) }) } })),
  { props: { assumeRolePolicy: trust({ StringEquals: claims(inBranch) }) } },
  { props: { assumeRolePolicy: trust(undefined, "token.actions.acme.ghe.com") } },
  {
    tier: "nonprod",
    props: { assumeRolePolicy: trust({ StringEquals: claims("repo:acme/payments") }) },
  },
];
