import { describe, expect, it } from "vitest";

import { graphRules, rules } from "../../../../policy/src/rules/all";
import type { StackExample } from "../../../../policy/src/rules/example";
import { judgeResource, judgeStack } from "../../harness";
import { charts } from "./charts";
import { configurations } from "./configurations";

/** All that the pack finds in a stack, by every rule. */
async function foundIn(stack: StackExample): Promise<string[]> {
  const found = await judgeStack(graphRules, stack);
  for (const resource of stack) {
    const judging = rules.filter(({ types }) => types.includes(resource.type));
    found.push(...(await judgeResource(judging, resource.type, resource)));
  }
  return found.map(({ message }) => message);
}

describe("what is right raises no finding", () => {
  it.each(Object.entries(charts))("as the chart of %s renders it", async (_, stack) => {
    expect(await foundIn(stack)).toEqual([]);
  });

  it.each(Object.entries(configurations))("%s", async (_, stack) => {
    expect(await foundIn(stack)).toEqual([]);
  });

  it("in five charts and twenty configurations, of kinds that rules judge", () => {
    expect(Object.keys(charts)).toHaveLength(5);
    expect(Object.keys(configurations).length).toBeGreaterThanOrEqual(20);
    const judged = new Set([...rules, ...graphRules].flatMap(({ types }) => types));
    for (const [name, stack] of Object.entries({ ...charts, ...configurations })) {
      expect(
        stack.some(({ type }) => judged.has(type)),
        name,
      ).toBe(true);
    }
  });
});
