import { describe, expect, it } from "vitest";

import type { Effect } from "../../../policy/src/kit/settings";
import { allRules, type AnyRule, type Example, type StackExample } from "../examples";
import { judge } from "../harness";
import { laters } from "./known-later";

/** Names by which a rule of the effect allows the most, and names by which it allows less. */
const most: Readonly<Record<Exclude<Effect, "identifies">, readonly [string[], string[]]>> = {
  widens: [["*"], []],
  limits: [[], ["nobody.example"]],
  covers: [["nobody.example"], []],
};

const set = rulesWithSettings();

describe("a setting's mark", () => {
  it.each(set)("is what the rule does with its names: $rule.id $setting, $effect", async (of) => {
    const { rule, setting, effect } = of;
    if (effect === "identifies") {
      return; // Whether a name more or fewer allows more depends on the other names.
    }
    const [wide, narrow] = most[effect];
    let fewer = 0;
    const unknown = laters.filter((later) => later.rule.id === rule.id);
    const examples = [...rule.good, ...rule.bad, ...unknown.map((later) => later.example)];
    for (const example of examples) {
      const counts = [];
      for (const names of [wide, narrow]) {
        counts.push((await judge(rule, told(example, setting, names) as never)).length);
      }
      const [allowing = 0, refusing = 0] = counts;
      expect(allowing, JSON.stringify(example)).toBeLessThanOrEqual(refusing);
      fewer += refusing - allowing;
    }
    expect(fewer).toBeGreaterThan(0);
  });
});

function rulesWithSettings() {
  return allRules.flatMap((rule: AnyRule) =>
    Object.entries(rule.settings ?? {}).map(([setting, { effect }]) => ({ rule, setting, effect })),
  );
}

/** An example whose setting has these names. */
function told(example: Example | StackExample, setting: string, names: readonly string[]) {
  const set = (one: Example) => ({ ...one, settings: { ...one.settings, [setting]: names } });
  return Array.isArray(example)
    ? (example as StackExample).map((one) => set(one))
    : set(example as Example);
}
