import { createHash } from "node:crypto";

import type { KindFacts } from "./facts/kind-facts";
import type { Bag } from "./store";
import { at, withValue } from "./values";

/** The provider's own name: the logical name and seven digits that a preview and its `up` share. */
export function named(
  facts: KindFacts,
  name: string,
  inputs: Bag,
  olds: Bag,
  seed: Uint8Array,
): Bag {
  const { autoName } = facts;
  if (autoName === undefined || at(inputs, autoName) !== undefined) {
    return inputs;
  }
  const digits = createHash("sha256").update(seed).digest("hex").slice(0, 7);
  return withValue(inputs, autoName, at(olds, autoName) ?? `${name}-${digits}`);
}
