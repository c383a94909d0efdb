import {
  type GraphRuleWithCases,
  graphRulesWithCases,
  type RuleWithCases,
  rulesWithCases,
} from "../../policy/src/rules/cases";
import type { Example, Examples, StackExample } from "../../policy/src/rules/example";
import type { GraphRule, Intent, Rule } from "../../policy/src/rules/rule";

export type { Example, StackExample } from "../../policy/src/rules/example";

export type AnyRule = RuleWithCases | GraphRuleWithCases;

export const allRules: readonly AnyRule[] = [...rulesWithCases, ...graphRulesWithCases];

/** A rule, and what it asks of a component's arguments. */
export interface Asked {
  readonly rule: Rule;
  readonly intent: Intent;
}

/** All of them, each with arguments by example. */
export const allAsked: readonly (Asked & Examples<Example>)[] = rulesWithCases.flatMap((rule) => {
  const { intents = [], intentCases = { good: [], bad: [] } } = rule;
  return intents.map((intent) => ({ rule, intent, ...intentCases }));
});

export const isResourceRule = (rule: Rule | GraphRule): rule is Rule => !("scope" in rule);

/** The example with each value in its properties, at any depth, put in turn in place of another. */
export function* replacing(
  example: Example | StackExample,
  value: unknown,
  leavesOnly = false,
): Generator<Example | StackExample> {
  if (!Array.isArray(example)) {
    const single = example as Example;
    for (const props of replaced(single.props, value, leavesOnly)) {
      yield { ...single, props: props as object };
    }
    return;
  }
  const stack = example as StackExample;
  for (const [index, resource] of stack.entries()) {
    for (const props of replaced(resource.props, value, leavesOnly)) {
      const next = { ...resource, props: props as object };
      yield stack.map((other, at) => (at === index ? next : other));
    }
  }
}

function* replaced(at: unknown, value: unknown, leavesOnly: boolean): Generator {
  if (typeof at !== "object" || at === null) {
    return;
  }
  for (const [key, child] of Object.entries(at)) {
    const put = (next: unknown): unknown =>
      Array.isArray(at)
        ? at.map((other: unknown, index) => (index === Number(key) ? next : other))
        : { ...at, [key]: next };
    if (!leavesOnly || typeof child !== "object") {
      yield put(value);
    }
    for (const next of replaced(child, value, leavesOnly)) {
      yield put(next);
    }
  }
}
