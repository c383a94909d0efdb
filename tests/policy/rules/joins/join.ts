import assert from "node:assert/strict";

import { graphRules } from "../../../../policy/src/rules/all";
import type { StackExample } from "../../../../policy/src/rules/example";
import type { GraphRule } from "../../../../policy/src/rules/rule";
import { judgeStack, unknowns } from "../../harness";

export type Made = StackExample[number];

/** What stands for a value that is known once its source is made. */
export const later = unknowns.at(-1) ?? "";
export const made = (type: string, name: string, props: object, from: Made["from"] = {}): Made => ({
  type,
  name,
  props,
  from,
});

export interface Join {
  readonly rule: string;
  readonly what: string;
  readonly example: StackExample;
  readonly expected: "nothing" | "violation" | "deferral";
}

/** Rule, what is joined, resources, what the rule finds. */
export type Case = readonly [string, string, StackExample, Join["expected"]];

export async function expectJoined({ rule, example, expected }: Join): Promise<void> {
  const rules = graphRules.filter((one: GraphRule) => one.id === rule);
  const found = await judgeStack(rules, example);
  const levels = found.map(({ level, message }) =>
    message.includes("DEFERRED") ? "deferral" : level === "mandatory" ? "violation" : message,
  );
  assert.equal(levels[0] ?? "nothing", expected);
}
