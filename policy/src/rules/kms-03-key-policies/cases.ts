import type { Example } from "../example";
import { keyPolicy, native } from "./rule";

const root = "arn:aws:iam::111122223333:root";
const grant = (Principal: unknown, Effect = "Allow") => ({
  Version: "2012-10-17",
  Statement: [{ Effect, Principal, Action: "kms:*", Resource: "*" }],
});
const bypass = (value: unknown) => ({ bypassPolicyLockoutSafetyCheck: value });

const other = "arn:aws:iam::444455556666:root";
const organizations = { organizations: ["o-a1b2c3d4e5"] };
/** The root of the key's account, and one more principal. */
const both = (Principal: unknown, Condition?: object, settings?: Example["settings"]): Example => ({
  ...(settings && { settings }),
  props: {
    policy: {
      Statement: [
        ...grant({ AWS: root }).Statement,
        { Effect: "Allow", Principal, Action: "kms:*", ...(Condition && { Condition }) },
      ],
    },
  },
});

export const good: readonly Example[] = [
  ...native.map((type) => ({ type, props: { keyPolicy: grant({ AWS: root }) } })),
  { props: {} },
  { props: { policy: JSON.stringify(grant({ AWS: root })) } },
  { props: { policy: grant({ AWS: [root], Service: "delivery.logs.amazonaws.com" }) } },
  { props: { policy: grant("*", "Deny"), ...bypass(false) } },
  { props: { policy: grant({ AWS: root }), ...bypass("false") } },
  { type: keyPolicy, props: { policy: JSON.stringify(grant({ AWS: [root] })) } },
  { type: "aws:kms/replicaKey:ReplicaKey", props: bypass(false) },
  both({ AWS: "*" }, { StringEquals: { "kms:CallerAccount": "111122223333" } }),
  both("*", {
    StringEquals: { "kms:CallerAccount": ["111122223333"], "kms:ViaService": "s3.amazonaws.com" },
  }),
  both({ AWS: other }, undefined, { accounts: ["111122223333", "444455556666"] }),
  both("*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }, organizations),
  both({ AWS: ["111122223333", "arn:aws:sts::111122223333:assumed-role/a/b"] }),
];

export const bad: readonly Example[] = [
  ...native.map((type) => ({ type, props: { keyPolicy: grant("*") } })),
  { props: { policy: JSON.stringify(grant("*")) } },
  { props: { policy: grant({ AWS: "*" }) } },
  { props: { policy: grant({ AWS: [root, "*"] }) } },
  { props: { policy: grant({ AWS: "arn:aws:iam::*:root" }) } },
  { props: { policy: { Statement: { Effect: "Allow", NotPrincipal: { AWS: root } } } } },
  { props: { policy: "no document" } },
  { props: { policy: "null" } },
  { props: bypass(true) },
  { props: { policy: grant({ AWS: root }), ...bypass("true") } },
  { type: "aws:kms/replicaKey:ReplicaKey", props: { policy: grant("*") } },
  { type: "aws:kms/externalKey:ExternalKey", props: bypass(true) },
  { type: "aws:kms/replicaExternalKey:ReplicaExternalKey", props: bypass(true) },
  { type: keyPolicy, props: { policy: grant("*") } },
  { type: keyPolicy, props: { policy: grant({ AWS: root }), ...bypass(true) } },
  both({ AWS: other }),
  both({ AWS: "444455556666" }, undefined, { accounts: ["111122223333"] }),
  { settings: { accounts: ["111122223333"] }, props: { policy: grant({ AWS: other }) } },
  both({ AWS: other }, { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
  both("*", { StringEquals: { "kms:CallerAccount": "444455556666" } }),
  both("*", { StringEquals: { "kms:CallerAccount": ["111122223333", "444455556666"] } }),
  both("*", { StringEqualsIfExists: { "kms:CallerAccount": "111122223333" } }),
  both("*", { StringLike: { "kms:CallerAccount": "*" } }),
  both("*", { StringEquals: { "kms:ViaService": "s3.amazonaws.com" } }),
  both({ CanonicalUser: "79a59d" }),
  { props: { policy: '{"Statement":[],"Statement":[]}' } },
];
