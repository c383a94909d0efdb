import { describe, expect, it } from "vitest";

import { heed } from "../../cli/src/gate/inputs/lowered";
import { allRules, type AnyRule, type Example, type StackExample } from "../policy/examples";
import { judge } from "../policy/harness";
import { grantedToday } from "../granted";
import { rules } from "./gate-judging";

const set = allRules.flatMap((rule: AnyRule) =>
  Object.entries(rule.settings ?? {}).map(([setting, { usual = [] }]) => ({
    rule,
    id: rule.id,
    setting,
    usual,
  })),
);

describe("a change of a setting that is not told as lowering its rule", () => {
  it.each(set)("makes no example of it right: $id $setting", async ({ rule, setting, usual }) => {
    const examples = [...rule.good, ...rule.bad] as (Example | StackExample)[];
    const lists = listsOf(examples, setting, usual);
    const told = (from: readonly string[], to: readonly string[]) =>
      heed(
        { [rule.id]: { [setting]: from } },
        {
          file: "policy.json",
          settings: { [rule.id]: { [setting]: to, lowered: grantedToday() } },
          isTeams: false,
        },
        rules,
        grantedToday().since,
        [],
      ).lowered.some(({ state }) => state !== "unused");
    const counts: number[][] = [];
    for (const names of lists) {
      const own = [];
      for (const example of examples) {
        own.push((await judge(rule, withNames(example, setting, names) as never)).length);
      }
      counts.push(own);
    }
    for (const [at, from] of lists.entries()) {
      for (const [to, names] of lists.entries()) {
        const lost = examples.filter(
          (_, index) => (counts[to]?.[index] ?? 0) < (counts[at]?.[index] ?? 0),
        );
        const change = `${JSON.stringify(from)} to ${JSON.stringify(names)}`;
        const is = lost.length === 0 || told(from, names);
        expect(is, `${change}: ${JSON.stringify(lost[0])}`).toBe(true);
      }
    }
  });
});

/** Lists of names: none, all, the usual ones, those of the examples, and each with more and fewer. */
function listsOf(
  examples: readonly (Example | StackExample)[],
  setting: string,
  usual: readonly string[],
): string[][] {
  const given = examples.flatMap((example) =>
    [example].flat().map(({ settings = {} }) => (settings as Record<string, unknown>)[setting]),
  ) as (string[] | undefined)[];
  const some = [...given.map((names) => names ?? []), [...usual]].filter(
    ({ length }) => length > 0,
  );
  const all = [...new Set(some.flat())].slice(0, 12);
  const lists = [
    ...[[], ["*"], ["nobody.example"], ["prod"], ["111122223333"], all],
    ...some.slice(0, 6),
    ...some.slice(0, 6).flatMap((names) => [[...names, "*"], [...names, "prod"], names.slice(1)]),
  ];
  return [...new Map(lists.map((names) => [names.join("\n"), names])).values()];
}

function withNames(example: Example | StackExample, setting: string, names: readonly string[]) {
  const set = (one: Example) => ({ ...one, settings: { ...one.settings, [setting]: names } });
  return Array.isArray(example)
    ? (example as StackExample).map((one) => set(one))
    : set(example as Example);
}
