import assert from "node:assert/strict";

import { EKS02 } from "../../../policy/src/rules/eks-02-secret-encryption/rule";
import { judge, unknown } from "../harness";

// A key that a preview does not know counts, so that these are no examples of the rule.
export const ofAws = ["alias/aws/eks", "arn:aws:kms:eu-west-1:111122223333:alias/aws/eks"];
export const own = [unknown, "alias/eks", "alias/awsome", "alias/my-alias/aws/eks"];

const found = (keyArn: string) =>
  judge(EKS02, { props: { encryptionConfig: { resources: ["secrets"], provider: { keyArn } } } });

/** Expects an alias to be taken for a key of AWS. */
export async function expectOfAws(keyArn: string): Promise<void> {
  const [only] = await found(keyArn);
  assert.ok(only?.message.includes("keyArn: want a key of your own, no key of AWS"));
}

/** Expects a key to be taken for an own one. */
export async function expectOwn(keyArn: string): Promise<void> {
  assert.deepEqual(await found(keyArn), []);
}
