import type { Example } from "../example";
import { nativeBad, nativeGood } from "./native-cases";
import { functionUrl } from "./places";
import { issuersBad, issuersGood } from "./issuer-cases";
import { keptBad, keptGood } from "./kept-cases";
import { sharingBad, sharingGood } from "./sharing-cases";
import {
  everyDocumentPlace,
  groups,
  holding,
  openLists,
  otherLists,
  sharingPlaces,
} from "./places-cases";

const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const own = "arn:aws:iam::111122223333:role/deploy";
const other = "arn:aws:iam::444455556666:root";
const ours = { accounts: ["111122223333"] };
const providers = "arn:aws:iam::111122223333:oidc-provider";
const organization = "o-a1b2c3d4e5";
const externalId = "7f3a9c51-2b64-4e0d";
const grant = (Principal: unknown, Condition?: object) => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal, Action: "sts:AssumeRole", ...(Condition && { Condition }) },
  ],
});
const trust = (Principal: unknown, Condition?: object) => ({
  settings: ours,
  props: { assumeRolePolicy: grant(Principal, Condition) },
});
const web = (host: string, Condition?: object) => ({
  settings: ours,
  props: {
    assumeRolePolicy: {
      Statement: {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: host.includes("/") ? `${providers}/${host}` : host },
        ...(Condition && { Condition }),
      },
    },
  },
});
const gitlab = (Condition: object) => web("gitlab.com/acme", Condition);
const sub = "gitlab.com/acme:sub";
const onBucket = (Principal: unknown, Condition?: object) => ({
  type: bucketPolicy,
  settings: { ...ours, organizations: [organization] },
  props: { policy: grant(Principal, Condition) },
});
const listed = (acl: string, type = "aws:s3/bucketAcl:BucketAcl") => ({ type, props: { acl } });

export const good: readonly Example[] = [
  trust({ Service: "ec2.amazonaws.com" }),
  trust({ AWS: own }),
  trust({ AWS: ["111122223333", "arn:aws:sts::111122223333:assumed-role/deploy/ci"] }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": externalId } }),
  inOrganization({ StringEquals: { "aws:PrincipalOrgID": [organization] } }),
  inOrganization({ stringequals: { "AWS:PrincipalOrgId": organization } }),
  inOrganization({ StringLike: { "aws:PrincipalOrgID": organization } }),
  inOrganization({
    "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": [`${organization}/r-a1b2/*`] },
  }),
  trust({ Federated: "arn:aws:iam::444455556666:saml-provider/company" }),
  { props: {} },
  written(JSON.stringify(grant({ Service: ["pods.eks.amazonaws.com"] }))),
  {
    type: bucketPolicy,
    props: { policy: { Statement: { Effect: "Deny", Principal: "*", Action: "s3:*" } } },
  },
  {
    type: bucketPolicy,
    props: { policy: { Statement: { Effect: "Deny", NotPrincipal: { AWS: other } } } },
  },
  {
    type: bucketPolicy,
    settings: { ...ours, organizations: [organization] },
    props: { policy: grant({ AWS: other, CanonicalUser: "79a59d" }, orgOnly()) },
  },
  gitlab({ StringEquals: { [sub]: "project_path:acme/api:ref_type:branch:ref:main" } }),
  gitlab({ StringLike: { [sub]: ["project_path:acme/*", "project_path:acme/api:*"] } }),
  web("api.bitbucket.org/2.0/workspaces/acme", {
    StringLike: {
      "api.bitbucket.org/2.0/workspaces/acme:sub": "{1f0c7a52-9d0e-4f0b-8f6a-5b2f3c4d5e6f}:*",
    },
  }),
  web("accounts.google.com", { StringEquals: { "accounts.google.com:sub": "1078" } }),
  web("graph.facebook.com", { StringEquals: { "graph.facebook.com:id": "1078" } }),
  web("cognito-identity.amazonaws.com", {
    StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:pool" },
    "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
  }),
  web("token.actions.githubusercontent.com/acme"),
  web("oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3"),
  onBucket("*", orgOnly()),
  onBucket("*", { StringEquals: { "aws:PrincipalAccount": "111122223333" } }),
  onBucket({ AWS: "*" }, { StringEquals: { "AWS:SourceOwner": "111122223333" } }),
  onBucket("*", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } }),
  {
    type: "aws:ram/principalAssociation:PrincipalAssociation",
    settings: { organizations: [organization] },
    props: {
      principal: `arn:aws:organizations::999988887777:organization/${organization}`,
    },
  },
  {
    type: "aws:cloudwatch/eventPermission:EventPermission",
    settings: { organizations: [organization] },
    props: { principal: "*", condition: { key: "aws:PrincipalOrgID", value: organization } },
  },
  listed("private"),
  ...["bucket-public-x", "not-authenticated-read", "authenticated-reader"].map((acl) =>
    listed(acl),
  ),
  { type: "aws:s3/bucketV2:BucketV2", props: { grants: [{ uri: `${groups}/s3/AllUsers-1` }] } },
  onBucket({ Federated: `${providers}/gitlab.com` }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": "abcdef0000000000" } }),
  ...["aws:SourceAccount", "s3:DataAccessPointAccount"].map((key) =>
    onBucket("*", { StringEquals: { [key]: "111122223333" } }),
  ),
  ...["aws:SourceArn", "s3:DataAccessPointArn"].map((key) =>
    onBucket("*", { ArnLike: { [key]: "arn:aws:s3:eu-west-1:111122223333:x/*" } }),
  ),
  onBucket("*", { StringEquals: { "aws:SourceOrgID": organization } }),
  onBucket("*", { StringLike: { "aws:SourceOrgPaths": `${organization}/*` } }),
  listed("log-delivery-write", "aws:s3/bucketV2:BucketV2"),
  { type: functionUrl, props: { authorizationType: "AWS_IAM" } },
  ...nativeGood,
  ...sharingGood,
  ...issuersGood,
  ...keptGood,
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": "abcde00000000000" } }),
  written(
    `{ "Id" : "a \\"Sid\\": b", "Statement" : [ { "Sid" : "Sid", "Effect": "Allow", "Principal": {"AWS": "${own}"}, "Action": ["sts:AssumeRole", "sts:TagSession"] } ] }`,
  ),
  web("www.amazon.com", { StringEquals: { "www.amazon.com:user_id": "amzn1.account.1078" } }),
  gitlab({ StringLike: { [sub]: "1f0c7a52-9d0e-4f0b-8f6a-5b2f3c4d5e6f:*" } }),
];

export const bad: readonly Example[] = [
  trust("*"),
  trust({ AWS: "*" }, orgOnly()),
  trust({ AWS: [own, "*"] }, orgOnly()),
  trust({ Service: "*" }),
  trust({ AWS: "arn:aws:iam::111122223333:role/?" }),
  trust({ AWS: other }),
  trust({ AWS: [own, "444455556666"] }),
  trust({ AWS: "1111222233334" }),
  trust({ AWS: `x${own}` }),
  trust({ AWS: other }, { StringLike: { "aws:PrincipalOrgID": organization } }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": "e" } }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": [] } }),
  trust({ AWS: other }, { StringEquals: { "aws:PrincipalOrgID": [organization, "o-*"] } }),
  trust({ AWS: other }, { StringEquals: { "aws:PrincipalOrgID": `x${organization}` } }),
  trust({ AWS: other }, { StringEquals: { "aws:PrincipalOrgID": `${organization}/*` } }),
  trust({ AWS: other }, { StringEquals: { "aws:PrincipalAccount": "444455556666" } }),
  { props: { assumeRolePolicy: grant({ AWS: own }) } },
  { props: { assumeRolePolicy: JSON.stringify(grant("*")) } },
  { props: { assumeRolePolicy: "no document" } },
  { type: bucketPolicy, props: { policy: grant({ CanonicalUser: "79a59d" }) } },
  {
    type: bucketPolicy,
    props: { policy: { Statement: { Effect: "Allow", NotPrincipal: { AWS: other } } } },
  },
  ...everyDocumentPlace.map(([type, path]) => ({
    type,
    props: holding(path, JSON.stringify(grant("*"))),
  })),
  { type: "aws:lambda/resourcePolicy:ResourcePolicy", props: { policy: grant({ AWS: other }) } },
  ...Object.entries(sharingPlaces).flatMap(([type, paths]) =>
    paths.map((path) => ({ type, props: holding(path, "*") })),
  ),
  {
    type: "aws:rds/snapshot:Snapshot",
    settings: ours,
    props: { sharedAccounts: ["111122223333", "444455556666"] },
  },
  ...openLists,
  ...otherLists,
  ...sharingBad,
  ...issuersBad,
  ...keptBad,
  { type: functionUrl, props: { authorizationType: "NONE" } },
  ...nativeBad,
  listed("authenticated-read"),
  listed("public-read-write", "aws:s3/bucketV2:BucketV2"),
  {
    type: "aws:s3/bucketV2:BucketV2",
    props: { grants: [{ uri: `${groups}/global/AuthenticatedUsers` }] },
  },
  { type: "aws:ec2/amiLaunchPermission:AmiLaunchPermission", props: { group: "all" } },
  onBucket("*", { StringEquals: { "aws:PrincipalOrgID": `x${organization}` } }),
  onBucket("*", { StringEquals: { "aws:PrincipalOrgID": `${organization}/x` } }),
  onBucket({ AWS: "xarn:aws:iam::111122223333:root" }),
  trust({ AWS: other }, { StringEquals: { "aws:PrincipalOrgID": organization } }),
  inOrganization({ StringEquals: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" } }),
  inOrganization({ StringEqualsIfExists: { "aws:PrincipalOrgID": organization } }),
  inOrganization({ "ForAllValues:StringEquals": { "aws:PrincipalOrgID": organization } }),
  inOrganization({ StringNotEquals: { "aws:PrincipalOrgID": organization } }),
  inOrganization({ StringLike: { "aws:PrincipalOrgPaths": "o-*/r-a1b2/*" } }),
  inOrganization({
    StringEquals: { "aws:PrincipalOrgID": organization, "AWS:PrincipalOrgId": "o-zzzzzzzzzz" },
  }),
  {
    settings: { organizations: ["o-*"] },
    props: {
      assumeRolePolicy: grant(
        { AWS: other },
        { StringEquals: { "aws:PrincipalOrgID": "${aws:PrincipalOrgID}" } },
      ),
    },
  },
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": "e7" } }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": "acme-external-" } }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": "1111111111111111" } }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": "${aws:PrincipalAccount}" } }),
  trust({ AWS: other }, { StringEquals: { "sts:ExternalId": [externalId, "e7"] } }),
  trust("444455556666"),
  written('{"Statement":[],"Statement":[]}'),
  onBucket("*", { StringEquals: { "aws:PrincipalAccount": "444455556666" } }),
  onBucket("*", { StringEquals: { "aws:PrincipalAccount": "*" } }),
  onBucket("*", { StringEquals: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" } }),
  onBucket("*", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy" } }),
  onBucket("*", { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } }),
  onBucket("*", { Bool: { "aws:SecureTransport": true } }),
  gitlab({ StringEquals: { "gitlab.com/acme:aud": "sts.amazonaws.com" } }),
  gitlab({ StringLike: { [sub]: "project_path:acme*" } }),
  gitlab({ StringLike: { [sub]: "*" } }),
  gitlab({ StringLike: { [sub]: ["project_path:acme/*", "project_path:*"] } }),
  gitlab({ StringEquals: { [sub]: "" } }),
  gitlab({ StringEquals: { [sub]: "${gitlab.com/acme:sub}" } }),
  gitlab({ StringNotEquals: { [sub]: "project_path:evil/x" } }),
  gitlab({ StringLikeIfExists: { [sub]: "project_path:acme/*" } }),
  web("app.terraform.io", { StringLike: { "app.terraform.io:sub": "organization:*:project:p" } }),
  {
    ...web("accounts.google.com", { StringEquals: { "accounts.google.com:aud": "client" } }),
    says: "a condition that names the subject",
  },
  web("cognito-identity.amazonaws.com"),
  web("cognito-identity.amazonaws.com", {
    StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:pool" },
  }),
  web("cognito-identity.amazonaws.com", {
    StringEquals: { "cognito-identity.amazonaws.com:aud": "*" },
    StringLike: { "cognito-identity.amazonaws.com:amr": "authenticated" },
  }),
  web("cognito-identity.amazonaws.com", {
    StringEquals: { "cognito-identity.amazonaws.com:aud": "eu-west-1:pool" },
    StringLike: { "cognito-identity.amazonaws.com:amr": "unauthenticated" },
  }),
  web("www.amazon.com", { StringEquals: { "www.amazon.com:app_id": "app" } }),
  web("accounts.google.com", {
    StringEquals: { "accounts.google.com:aud": "client" },
    "ForAnyValue:StringLike": { "accounts.google.com:amr": "authenticated" },
  }),
  web("cognito-identity.amazonaws.com", {
    StringEquals: { "cognito-identity.amazonaws.com:aud": "" },
    StringLike: { "cognito-identity.amazonaws.com:amr": "authenticated" },
  }),
  gitlab({ StringLike: { [sub]: "https://idp.example.com/acme/*" } }),
  gitlab({ StringLike: { [sub]: "acme-{1f0c7a52-9d0e-4f0b-8f6a-5b2f3c4d5e6f}:*" } }),
  gitlab({ StringLike: { [sub]: "project_path:acme*-api/x:*" } }),
  written(
    `{"Id":"x","Statement":{"Effect":"Deny","\\u0045ffect":"Deny","Principal":{"AWS":"${own}"}}}`,
  ),
  // A setting with a wildcard takes no value with one, and none that is no account.
  ...["x111122223333", "111122223333*", "1111*"].map((id) => ({
    ...onBucket("*", { StringLike: { "aws:PrincipalAccount": id } }),
    settings: { accounts: ["*1111*"] },
  })),
  ...["xo-a1b2c3d4e5", "o-a1b2c3d4e5*", "o-*"].map((id) => ({
    ...onBucket("*", { StringLike: { "aws:PrincipalOrgID": id } }),
    settings: { organizations: ["*o-*"] },
  })),
  onBucket("*", { StringEquals: { "aws:PrincipalArn": "111122223333" } }),
];

function written(assumeRolePolicy: string): Example {
  return { settings: ours, props: { assumeRolePolicy } };
}

function inOrganization(Condition: object): Example {
  return {
    settings: { ...ours, organizations: [organization] },
    props: { assumeRolePolicy: grant({ AWS: other }, Condition) },
  };
}

function orgOnly() {
  return { StringEquals: { "aws:PrincipalOrgID": organization } };
}
