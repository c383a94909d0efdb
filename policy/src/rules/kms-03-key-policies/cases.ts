import type { Example } from "../example";
import { keyPolicy } from "./rule";

const root = "arn:aws:iam::111122223333:root";
const grant = (Principal: unknown, Effect = "Allow") => ({
  Version: "2012-10-17",
  Statement: [{ Effect, Principal, Action: "kms:*", Resource: "*" }],
});
const bypass = (value: unknown) => ({ bypassPolicyLockoutSafetyCheck: value });

export const good: readonly Example[] = [
  { props: {} },
  { props: { policy: JSON.stringify(grant({ AWS: root })) } },
  { props: { policy: grant({ AWS: [root], Service: "delivery.logs.amazonaws.com" }) } },
  { props: { policy: grant("*", "Deny"), ...bypass(false) } },
  { props: { policy: grant({ AWS: root }), ...bypass("false") } },
  { type: keyPolicy, props: { policy: JSON.stringify(grant({ AWS: [root] })) } },
  { type: "aws:kms/replicaKey:ReplicaKey", props: bypass(false) },
];

export const bad: readonly Example[] = [
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
];
