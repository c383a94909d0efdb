import type { Example } from "../example";

const ours = { accounts: ["111122223333"] };
const trust = (Principal: unknown, Action = "sts:AssumeRole", Condition = {}): Example => ({
  type: "aws-native:iam:Role",
  settings: ours,
  props: {
    assumeRolePolicyDocument: { Statement: [{ Effect: "Allow", Principal, Action, Condition }] },
  },
});
const pages = { Federated: "gitlab.com" };
const web = "sts:AssumeRoleWithWebIdentity";
const sub = {
  StringEquals: { "gitlab.com:sub": "project_path:acme/api:ref_type:branch:ref:main" },
};
const [bucket, url] = ["aws-native:s3:Bucket", "aws-native:lambda:Url"];
const [pool, bus] = ["aws-native:cognito:IdentityPool", "aws-native:events:EventBusPolicy"];
const own = "arn:aws:iam::111122223333:root";
/** A statement alone. */
const said = (Principal: unknown) => ({ Effect: "Allow", Principal, Action: "events:PutEvents" });

export const nativeGood: readonly Example[] = [
  trust({ AWS: "111122223333" }),
  trust(pages, web, sub),
  ...["Private", "LogDeliveryWrite"].map((accessControl) => ({
    type: bucket,
    props: { accessControl },
  })),
  { type: url, props: { authType: "AWS_IAM" } },
  { type: pool, props: { allowUnauthenticatedIdentities: false } },
  { type: bus, settings: ours, props: { principal: "111122223333" } },
  { type: bus, settings: ours, props: { statement: said({ AWS: "111122223333" }) } },
  { type: bus, settings: ours, props: { statement: JSON.stringify(said({ AWS: own })) } },
];

export const nativeBad: readonly Example[] = [
  trust({ AWS: "444455556666" }),
  trust("*", "sts:AssumeRole", { StringEquals: { "aws:PrincipalAccount": "111122223333" } }),
  trust(pages, web),
  ...["PublicRead", "PublicReadWrite", "AuthenticatedRead"].map((accessControl) => ({
    type: bucket,
    props: { accessControl },
  })),
  { type: url, props: { authType: "NONE" } },
  { type: pool, props: { allowUnauthenticatedIdentities: true } },
  { type: bus, props: { statement: said("*") }, says: "statement.Statement[0]: want named" },
  {
    type: bus,
    settings: ours,
    props: { statement: JSON.stringify(said({ AWS: "444455556666" })) },
  },
  { type: bus, props: { statement: "no statement" } },
];
