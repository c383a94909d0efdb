import type { Example } from "../example";

const providers = "arn:aws:iam::111122223333:oidc-provider";
const trusts = (issuer: string, sub: string): Example => ({
  settings: { accounts: ["111122223333"] },
  props: {
    assumeRolePolicy: {
      Statement: {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: `${providers}/${issuer}` },
        Condition: { StringLike: { [`${issuer}:sub`]: sub } },
      },
    },
  },
});
const pulumi = (sub: string) => trusts("api.pulumi.com/oidc", sub);
const cluster = (sub: string) => trusts("kubernetes.example.com", sub);
const terraform = (sub: string) => trusts("app.terraform.io", sub);
const other = (sub: string) => trusts("tokens.example.com", sub);

const labels = [
  "account deploy environment environments group namespace org organization owner project",
  "repo repository space team user workspace",
].flatMap((row) => row.split(" "));

/** Subjects by wildcard, whose owner an issuer's form names behind words of its own. */
export const issuersGood: readonly Example[] = [
  pulumi("pulumi:deploy:org:acme:project:shop:*"),
  pulumi("pulumi:environments:org:acme:env:*"),
  pulumi("pulumi:environments:pulumi.organization.login:acme:*"),
  cluster("system:serviceaccount:shop:*"),
  terraform("organization:acme:project:*:workspace:*:run_phase:apply"),
  trusts("oidc.circleci.com/org/1f0c", "org/1f0c/project/*"),
  other("team:acme:job:*"),
  other("deploy:org:acme:*"),
];

export const issuersBad: readonly Example[] = [
  pulumi("pulumi:deploy:*"),
  pulumi("pulumi:deploy:org:*"),
  pulumi("pulumi:deploy:org:acme*"),
  pulumi("pulumi:insights:acme:*"),
  pulumi("pulumi:environments:pulumi.organization.login:*"),
  cluster("system:serviceaccount:*"),
  cluster("system:serviceaccount:shop*:default"),
  cluster("system:*:shop:default"),
  cluster("system:node:a:*"),
  terraform("organization:*:project:shop:*"),
  other("deploy:org:*"),
  other("acme:project:*"),
  other("user:*:acme"),
  other(":acme:*"),
  pulumi("pulumi:x:pulumi:deploy:org:acme:*"),
  cluster("system:x:system:serviceaccount:shop:*"),
  ...labels.map((label) => other(`acme-like:${label}:*`)),
];
