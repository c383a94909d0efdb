import type { Example } from "../example";
import { audience } from "./rule";

const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3";
const arn = (host: string) => `arn:aws:iam::111122223333:oidc-provider/${host}`;
const account = "system:serviceaccount:payments:api";
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
const nativeRole = (assumeRolePolicyDocument: unknown): Example => ({
  type: "aws-native:iam:Role",
  props: { assumeRolePolicyDocument },
});

export const good: readonly Example[] = [
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
  nativeRole(trust(equalTo(account))),
  nativeRole(JSON.stringify(trust(equalTo(account)))),
  nativeRole(trust(undefined, arn("login.example.com"))),
  { type: "aws-native:iam:Role", props: { assumeRolePolicy: trust() } },
];

export const bad: readonly Example[] = [
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
  role(trust(undefined, arn(issuer.replace("oidc.eks", "OIDC.EKS")))),
  role(trust(equalTo(`system:serviceaccount:payments:\${${issuer}:sub}`))),
  role(trust({ StringEqualsIfExists: claims(account) })),
  { ...nativeRole(trust()), says: "assumeRolePolicyDocument.Statement[0].Condition" },
  nativeRole(JSON.stringify(trust({ StringLike: claims(account) }))),
  nativeRole(trust(equalTo("system:serviceaccount:payments:*"))),
];
