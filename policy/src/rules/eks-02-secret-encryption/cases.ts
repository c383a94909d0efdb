import type { Example } from "../example";

const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/5a6f";
const encrypted = (resources: unknown, provider: object | undefined = { keyArn }) => ({
  props: { encryptionConfig: { resources, ...(provider && { provider }) } },
});

/** The same of the aws-native provider, which has a list of them. */
const native = (...encryptionConfig: object[]): Example => ({
  type: "aws-native:eks:Cluster",
  props: { encryptionConfig },
});

export const good: readonly Example[] = [
  encrypted(["secrets"]),
  encrypted("secrets"),
  encrypted(["configmaps", "secrets"]),
  encrypted(["secrets"], { keyArn: keyArn.replace("5a6f", "mrk-1") }),
  { tier: "sandbox", ...encrypted(["secrets"]) },
  native({ resources: ["secrets"], provider: { keyArn } }),
];

export const bad: readonly Example[] = [
  { props: {} },
  { tier: "sandbox", props: {} },
  { props: { encryptionConfig: { provider: { keyArn } } } },
  encrypted([]),
  encrypted(["configmaps"]),
  { props: { encryptionConfig: { resources: ["secrets"] } } },
  { props: { encryptionConfig: null } },
  native(),
  native({ resources: ["configmaps"], provider: { keyArn } }),
  { ...native({ resources: ["secrets"] }), says: "encryptionConfig[0].provider.keyArn" },
];
