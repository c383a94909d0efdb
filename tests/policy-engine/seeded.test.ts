import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import type { PolicyFinding } from "../../cli/src/gate/judging/findings";
import { allRules } from "../policy/examples";
import { grantedToday } from "../granted";
import { TestProject } from "../sandbox/project";
import { program } from "./program";
import { type Bad, badOf, type BadStack, cleanStack, seededBy, sideBySide } from "./seeds";

/** What `groundwork gate --json` says of a stack. */
interface Judged {
  readonly name: string;
  readonly state: string;
  readonly errors: readonly string[];
  readonly findings: readonly PolicyFinding[];
}

const project = new TestProject("seeded", program);
const control = "seed.control";
/** The offline cloud makes none of the kinds that CFN-01 judges. */
const seeded = allRules.filter(({ id }) => id !== "CFN-01");
let stacks: readonly BadStack[] = [];
let judged: readonly Judged[] = [];

beforeAll(async () => {
  const bads: Bad[] = [];
  for (const rule of seeded) {
    bads.push(await badOf(rule));
  }
  stacks = await sideBySide(bads);
  const resources = [
    ...stacks.map(({ stack, resources: seeds }) => [stack, seeds] as const),
    [control, await cleanStack()] as const,
  ];
  writeFileSync(join(project.place, "stacks.json"), JSON.stringify(Object.fromEntries(resources)));
  writeFileSync(join(project.place, "policy.json"), JSON.stringify(settingsOf(bads)));
  await project.useBackend();
  const names = resources.map(([name]) => name);
  names.forEach((name) => {
    project.pulumi("stack", "init", name, "--no-select");
  });
  const { stdout, stderr } = project.run(["gate", ...names, "--json", "--platform", "."]);
  expect(stdout, stderr).not.toBe("");
  judged = (JSON.parse(stdout) as { readonly stacks: readonly Judged[] }).stacks;
});
afterAll(() => {
  project.remove();
});

/** What the examples are set to, by rule. */
function settingsOf(bads: readonly Bad[]): object {
  return Object.fromEntries(
    bads.map(({ rule, resources }) => {
      const own = Object.assign({}, ...resources.map(({ settings }) => settings)) as object;
      return [rule, Object.keys(own).length === 0 ? own : { ...own, lowered: grantedToday() }];
    }),
  );
}

/** What the gate said of a stack, and of some of its resources, each thing once. */
function saidOf(stack: string | undefined, isAbout: (resource: string) => boolean = () => true) {
  const said = judged.find(({ name }) => name === stack);
  const findings = said?.findings.filter(({ resource }) => isAbout(resource)) ?? [];
  const found = findings.map(({ level, kind, rule }) => `${level} ${kind} of ${rule}`);
  return { state: said?.state, found: [...new Set(found)], errors: said?.errors };
}

it.each(seeded.map(({ id }) => id))("a stack that breaks %s breaks nothing else", (id) => {
  const stack = stacks.find(({ rules }) => rules.includes(id))?.stack;
  expect(saidOf(stack, (resource) => seededBy(resource) === id)).toEqual({
    state: "failed",
    found: [`mandatory violation of ${id}`],
    // The engine's own word for it: the offline cloud has taken every property.
    errors: ["preview failed"],
  });
});

it("finds nothing that belongs to no rule's resources, in few stacks", () => {
  const places = judged.flatMap(({ findings }) => findings.map(({ resource }) => resource));
  expect(new Set(places.map(seededBy))).toEqual(new Set(seeded.map(({ id }) => id)));
  expect(judged).toHaveLength(stacks.length + 1);
  expect(stacks.length).toBeLessThan(8);
});

it("a stack that breaks nothing passes", () => {
  expect(saidOf(control)).toEqual({ state: "open", found: [], errors: [] });
});
