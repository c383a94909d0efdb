import type { Example } from "../example";

/** The same of the aws-native provider. */
const native = ["Key", "ReplicaKey"].map((kind) => `aws-native:kms:${kind}`);

export const good: readonly Example[] = [
  { protect: true, props: {} },
  { protect: true, props: { deletionWindowInDays: 30 } },
  { tier: "sandbox", props: { deletionWindowInDays: 7 } },
  { type: "aws:kms/replicaKey:ReplicaKey", protect: true, props: { deletionWindowInDays: "30" } },
  ...native.map((type) => ({ type, protect: true, props: { pendingWindowInDays: 30 } })),
];

export const bad: readonly Example[] = [
  {
    protect: true,
    props: { deletionWindowInDays: 7 },
    says: "deletionWindowInDays: want 30, given 7",
  },
  { protect: true, props: { deletionWindowInDays: 29 } },
  {
    props: { deletionWindowInDays: 30 },
    says: "options.protect: want true, given false",
  },
  { type: "aws:kms/replicaKey:ReplicaKey", protect: true, props: { deletionWindowInDays: 7 } },
  { type: "aws:kms/externalKey:ExternalKey", props: {} },
  { type: "aws:kms/replicaExternalKey:ReplicaExternalKey", props: {} },
  ...native.map((type) => ({ type, protect: true, props: { pendingWindowInDays: 7 } })),
  ...native.map((type) => ({ type, props: {} })),
];
