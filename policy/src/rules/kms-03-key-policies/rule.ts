import { demand } from "../../kit/demands";
import { refuseStatements } from "../../kit/policy-document";
import { grantsEveryone } from "../../kit/principals";
import { everywhere, rule } from "../rule";

const keyPolicy = "aws:kms/keyPolicy:KeyPolicy";
const root = "arn:aws:iam::111122223333:root";
const grant = (Principal: unknown, Effect = "Allow") => ({
  Version: "2012-10-17",
  Statement: [{ Effect, Principal, Action: "kms:*", Resource: "*" }],
});
const bypass = (value: unknown) => ({ bypassPolicyLockoutSafetyCheck: value });

export const KMS03 = rule({
  id: "KMS-03",
  title: "A key's policy names who uses it, and leaves someone who can change it.",
  severity: "critical",
  types: [
    "aws:kms/key:Key",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    keyPolicy,
  ],
  frameworks: ["FSBP KMS.5"],
  onUnknown: "deny",
  enforcement: everywhere,
  prevention: [
    { by: "the server", what: "a policy that shuts out who writes it, by AWS KMS's own check" },
  ],
  fix: "Name accounts, roles or services as principals, by ARNs built from account ids, and leave bypassPolicyLockoutSafetyCheck out.",
  link: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
  check(resource, ctx) {
    refuseStatements(resource.at("policy"), ctx, "named principals", grantsEveryone);
    // A policy that shuts out its own account can only be changed by AWS.
    demand(resource, "bypassPolicyLockoutSafetyCheck", ctx, { want: false, otherwise: false });
  },
  good: [
    { props: {} },
    { props: { policy: JSON.stringify(grant({ AWS: root })) } },
    { props: { policy: grant({ AWS: [root], Service: "delivery.logs.amazonaws.com" }) } },
    { props: { policy: grant("*", "Deny"), ...bypass(false) } },
    { props: { policy: grant({ AWS: root }), ...bypass("false") } },
    { type: keyPolicy, props: { policy: JSON.stringify(grant({ AWS: [root] })) } },
    { type: "aws:kms/replicaKey:ReplicaKey", props: bypass(false) },
  ],
  bad: [
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
  ],
});
