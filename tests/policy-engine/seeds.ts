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

/** Resources that break one rule, and no other of the whole pack. */
export interface Bad {
  readonly rule: string;
  /** The stack that they must be of, if any. */
  readonly stack?: string;
  readonly resources: readonly Seed[];
}

/** Bad resources of many rules side by side, each of which breaks its own rule alone. */
export interface BadStack {
  readonly stack: string;
  readonly rules: readonly string[];
  readonly resources: readonly Seed[];
}

/**
 * The first bad example of a rule that breaks this rule alone. What else it breaks is put right by
 * the good examples of those rules, and what a provider asks for is added.
 * @throws Error when every example breaks another rule, too.
 */
export async function badOf(rule: AnyRule): Promise<Bad> {
  const tried: string[] = [];
  for (const example of plainFirst(rule)) {
    const resources = (await completed(rule.id, example)).map(asMade);
    const broken = await brokenBy(resources);
    if (isDeepStrictEqual(broken, [rule.id])) {
      const [stack] = stacksOf(example);
      const own = resources.map((seed) => named(seed, rule.id));
      return { rule: rule.id, ...(stack !== undefined && { stack }), resources: own };
    }
    tried.push(broken.join(" and "));
  }
  throw new Error(`${rule.id}: want a bad example that breaks it alone, got ${tried.join("; ")}`);
}

/** The rule whose bad resource has a name or a URN. */
export const seededBy = (name: string): string => name.split("::").at(-1)?.split(".")[0] ?? "";

/** A resource under a name that no other rule's resource has, and so are those that it comes from. */
function named(seed: Seed, rule: string): Seed {
  const own = (name: string) => `${rule}.${name}`;
  const { name, from, provider } = seed;
  const sources = Object.entries(from ?? {}).map(
    ([key, names]) => [key, [names].flat().map(own)] as const,
  );
  return {
    ...seed,
    name: own(name),
    ...(from && { from: Object.fromEntries(sources) }),
    ...(provider && { provider: { ...provider, name: own(provider.name) } }),
  };
}

/** Puts bad resources side by side in as few stacks as there are in which none breaks another's rule. */
export async function sideBySide(bads: readonly Bad[]): Promise<BadStack[]> {
  const stacks: BadStack[] = [];
  for (const { rule, stack, resources } of bads) {
    let fitting: number | undefined;
    for (const [index, other] of stacks.entries()) {
      const hasStack = stack === undefined || stack === other.stack;
      if (hasStack && (await areApart([...other.resources, ...resources]))) {
        fitting = index;
        break;
      }
    }
    const found = fitting === undefined ? undefined : stacks[fitting];
    const joined = {
      stack: found?.stack ?? stack ?? `seed.${stacks.length}`,
      rules: [...(found?.rules ?? []), rule],
      resources: [...(found?.resources ?? []), ...resources],
    };
    stacks[fitting ?? stacks.length] = joined;
  }
  return stacks;
}

/** Whether each graph rule finds its own resources alone, and finds them still. */
async function areApart(resources: readonly Seed[]): Promise<boolean> {
  const found = await judgeStack(graphRules, resources);
  const pairs = found.map(({ message }) => {
    const [rule = "", urn = ""] = (message.split("\n")[0] ?? "").split(/ (.*)/);
    return { rule, of: seededBy(urn) };
  });
  const wanted = graphRules
    .map(({ id }) => id)
    .filter((id) => resources.some(({ name }) => seededBy(name) === id));
  return (
    pairs.every(({ rule, of }) => rule === of) &&
    wanted.every((id) => pairs.some(({ rule }) => rule === id))
  );
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
  const missing = good.filter(({ type }) => !seeds.some((seed) => seed.type === type));
  return [
    ...seeds.map((seed) => over(good.find((other) => same(seed, other)) ?? seed, seed)),
    ...missing.flatMap((one) => ofEach(one, good, seeds)),
  ];
}

/** A resource that comes from another, for each resource of that kind that the stack has already. */
function ofEach(one: Seed, good: StackExample, seeds: StackExample): Seed[] {
  for (const [key, source] of Object.entries(one.from ?? {})) {
    const type = good.find(({ name }) => name === source)?.type;
    const sources = seeds.filter((seed) => seed.type === type);
    if (sources.length > 0) {
      return sources.map(({ name }) => ({
        ...one,
        name: `${one.name}-${name}`,
        from: { ...one.from, [key]: name },
      }));
    }
  }
  return [one];
}

/** A resource with what it leaves out as a good one has it. */
const over = (good: Example, seed: Seed): Seed => ({
  ...good,
  ...seed,
  props: under(seed.props, good.props),
});
