import { isDeepStrictEqual } from "node:util";

import {
  graphRulesWithCases as graphRules,
  rulesWithCases as rules,
} from "../../policy/src/rules/cases";
import type { StackExample } from "../../policy/src/rules/example";
import { factsFor } from "../../sandbox/src/cloud/facts";
import { allRules, type AnyRule, type Example, isResourceRule } from "../policy/examples";
import { judgeResource, judgeStack, unknowns } from "../policy/harness";
import { asMade, under } from "./completions";

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
export async function badStackOf(rule: AnyRule): Promise<BadStack> {
  const tried: string[] = [];
  for (const example of plainFirst(rule)) {
    const resources = (await completed(rule.id, example)).map(asMade);
    const broken = await brokenBy(resources);
    if (isDeepStrictEqual(broken, [rule.id])) {
      const [stack = `seed.${rule.id.toLowerCase()}`] = stacksOf(example);
      return { rule: rule.id, stack, resources };
    }
    tried.push(broken.join(" and "));
  }
  throw new Error(`${rule.id}: want a bad example that breaks it alone, got ${tried.join("; ")}`);
}

/** The good examples of its kind are not whole. */
const workload: Seed = {
  type: "kubernetes:apps/v1:Deployment",
  name: "workload",
  props: {
    spec: {
      template: {
        spec: { containers: [{ image: `registry.example.com/app@sha256:${"0".repeat(64)}` }] },
      },
    },
  },
};

/**
 * A stack that breaks nothing: of each rule of single resources, the first good example that breaks
 * no other rule either, beside those before it.
 */
export async function cleanStack(): Promise<Seed[]> {
  const seeds: Seed[] = [asMade(workload)];
  for (const rule of rules) {
    for (const { type = rule.types[0], ...good } of rule.good) {
      const seed = asMade({ ...good, type, name: rule.id.toLowerCase() });
      const isPlain = good.settings === undefined && isKnown(type) && type !== workload.type;
      if (isPlain && (await brokenBy([...seeds, seed])).length === 0) {
        seeds.push(seed);
        break;
      }
    }
  }
  return seeds;
}

/** Examples that one stack of production in the offline cloud can be, those without settings first. */
function plainFirst(rule: AnyRule): StackExample[] {
  const examples = isResourceRule(rule)
    ? rule.bad.map((bad) => [{ type: rule.types[0], name: "example", ...bad }])
    : rule.bad;
  const needs = (example: StackExample) =>
    Number(example.some(({ settings }) => settings !== undefined));
  return examples
    .filter((example) => stacksOf(example).length <= 1)
    .filter((example) => example.every(({ tier = "prod" }) => tier === "prod"))
    .filter((example) => example.every(({ type }) => isKnown(type)))
    .filter((example) => !unknowns.some((unknown) => JSON.stringify(example).includes(unknown)))
    .toSorted((a, b) => needs(a) - needs(b));
}

/** Whether the offline cloud has the kind. */
const isKnown = (type: string) =>
  type.startsWith("pulumi:providers:") || factsFor(type) !== undefined;

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
  for (let round = 0; round < 3; round += 1) {
    const broken = await brokenBy(seeds);
    const others = allRules.filter((rule) => rule.id !== id && broken.includes(rule.id));
    seeds = others.reduce(keeping, seeds);
  }
  return seeds;
}

function keeping(seeds: StackExample, rule: AnyRule): StackExample {
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
