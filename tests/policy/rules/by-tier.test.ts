import { describe, expect, it } from "vitest";

import { catalogue } from "../../../policy/src/catalogue";
import type { Tier } from "../../../policy/src/kit/context";
import { allRules, type AnyRule, type Example, type StackExample } from "../examples";
import { judge } from "../harness";

/** The tiers at which a rule finds less than in production in one of its examples. */
async function laxerTiers(rule: AnyRule): Promise<Tier[]> {
  const found = new Set<Tier>();
  for (const example of [...rule.good, ...rule.bad]) {
    const count = async (tier: Tier) => (await judge(rule, at(example, tier))).length;
    const strict = await count("prod");
    for (const tier of ["sandbox", "nonprod"] as const) {
      if ((await count(tier)) < strict) {
        found.add(tier);
      }
    }
  }
  return [...found].sort();
}

const at = (example: Example | StackExample, tier: Tier) =>
  Array.isArray(example)
    ? (example as StackExample).map((one) => ({ ...one, tier }))
    : { ...(example as Example), tier };

describe("what the catalogue says of a tier", () => {
  it.each(allRules)("is what the rule does below production: $id", async (rule) => {
    const facts = catalogue.find(({ id }) => id === rule.id);
    expect(Object.keys(facts?.laxer ?? {}).sort()).toEqual(await laxerTiers(rule));
  });
});
