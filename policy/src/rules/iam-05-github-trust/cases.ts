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
const claims = (sub: unknown, aud: unknown = "sts.amazonaws.com") => ({
  [`${issuer}:aud`]: aud,
  [`${issuer}:sub`]: sub,
});
const environment = "repo:acme/payments:environment:prod";
const branch = "repo:acme/payments:ref:refs/heads/main";

export const good: readonly Example[] = [
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
];

export const bad: readonly Example[] = [
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
];
