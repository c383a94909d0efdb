import { isDeepStrictEqual } from "node:util";

import type { GraphRule, Rule, StackExample } from "../../policy/src/rule";
import { graphRules, rules } from "../../policy/src/rules";
import { allRules, type Example, isResourceRule } from "../policy/examples";
import { judgeResource, judgeStack, unknowns } from "../policy/harness";
import { required } from "./completions";

/** A resource of a bad stack, as its program makes it. */
export type Seed = StackExample[number];

/** A stack that breaks one rule, and no other of the whole pack. */
export interface BadStack {
  readonly rule: string;
  readonly stack: string;
  readonly resources: readonly Seed[];
}

/**
 * The first bad example of a rule that breaks this rule alone, as a stack. What else it breaks is
 * put right by the good examples of those rules, and what a provider asks for is added.
 * @throws Error when every example breaks another rule, too.
 */
export async function badStackOf(rule: Rule | GraphRule): Promise<BadStack> {
  const tried: string[] = [];
  for (const example of plainFirst(rule)) {
    const resources = await completed(rule.id, example);
    const broken = await brokenBy(resources);
    if (isDeepStrictEqual(broken, [rule.id])) {
      const [stack = `seed.${rule.id.toLowerCase()}`] = stacksOf(example);
      return { rule: rule.id, stack, resources: resources.map(asRequired) };
    }
    tried.push(broken.join(" and "));
  }
  throw new Error(`${rule.id}: want a bad example that breaks it alone, got ${tried.join("; ")}`);
}

/** Examples that one stack of production can be, those that need no settings first. */
function plainFirst(rule: Rule | GraphRule): StackExample[] {
  const examples = isResourceRule(rule)
    ? rule.bad.map((bad) => [{ type: rule.types[0], name: "example", ...bad }])
    : rule.bad;
  const needs = (example: StackExample) =>
    Number(example.some(({ settings }) => settings !== undefined));
  return examples
    .filter((example) => stacksOf(example).length <= 1)
    .filter((example) => example.every(({ tier = "prod" }) => tier === "prod"))
    .filter((example) => !unknowns.some((unknown) => JSON.stringify(example).includes(unknown)))
    .toSorted((a, b) => needs(a) - needs(b));
}

const stacksOf = (example: StackExample) => [
  ...new Set(example.flatMap(({ stack }) => stack ?? [])),
];

/** Ids of the rules that resources break, by the SDK's own functions. */
async function brokenBy(resources: readonly Seed[]): Promise<string[]> {
  const found = await judgeStack(graphRules, resources);
  for (const resource of resources) {
    found.push(...(await judgeResource(rulesFor(resource), resource.type, resource)));
  }
  return [...new Set(found.map(({ message }) => message.split(" ")[0] ?? ""))].sort();
}

const rulesFor = ({ type }: Seed) => rules.filter(({ types }) => types.includes(type));

/** An example with what keeps it from breaking other rules, as their good examples have it. */
async function completed(id: string, example: StackExample): Promise<StackExample> {
  let seeds = example;
  // What puts one rule right can bring the next one in.
  for (const _round of Array(3).keys()) {
    const broken = await brokenBy(seeds);
    const others = allRules.filter((rule) => rule.id !== id && broken.includes(rule.id));
    seeds = others.reduce(keeping, seeds);
  }
  return seeds;
}

function keeping(seeds: StackExample, rule: Rule | GraphRule): StackExample {
  if (isResourceRule(rule)) {
    const isPlain = ({ tier, settings }: Example) => tier === undefined && settings === undefined;
    return seeds.map((seed) => {
      const good = rule.good.find((g) => (g.type ?? rule.types[0]) === seed.type && isPlain(g));
      return good === undefined ? seed : over(good, seed);
    });
  }
  const [good = []] = rule.good;
  const same = (one: Seed, other: Seed) => one.type === other.type && one.name === other.name;
  return [
    ...seeds.map((seed) => over(good.find((other) => same(seed, other)) ?? seed, seed)),
    ...good.filter(({ type }) => !seeds.some((seed) => seed.type === type)),
  ];
}

/** A resource with what it leaves out as a good one has it. */
const over = (good: Example, seed: Seed): Seed => ({
  ...good,
  ...seed,
  props: under(seed.props, good.props),
});

/** What a resource's provider asks for, under what it has. */
function asRequired(seed: Seed): Seed {
  return { ...seed, props: under(seed.props, required(seed)) };
}

/** An object with what another has and it leaves out, at any depth. */
function under(own: object, other: object): object {
  const merged: Record<string, unknown> = { ...other, ...own };
  for (const [key, value] of Object.entries(own) as [string, unknown][]) {
    const below = (other as Record<string, unknown>)[key];
    if (isObject(value) && isObject(below)) {
      merged[key] = under(value, below);
    } else if (Array.isArray(value) && isObject(below)) {
      // What is given of a list's members goes for each.
      merged[key] = value.map((member: unknown) =>
        isObject(member) ? under(member, below) : member,
      );
    }
  }
  return merged;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
