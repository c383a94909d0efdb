import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, expect, it } from "vitest";

import type { PolicyFinding } from "../../cli/src/gate/judging/findings";
import { allRules } from "../policy/examples";
import { TestProject } from "../sandbox/project";
import { program } from "./program";
import { type BadStack, badStackOf, cleanStack } from "./seeds";

/** What `groundwork gate --json` says of a stack. */
interface Judged {
  readonly name: string;
  readonly state: string;
  readonly errors: readonly string[];
  readonly findings: readonly PolicyFinding[];
}

const project = new TestProject("seeded", program);
const control = "seed.control";
const stacks: BadStack[] = [];
const judged = new Map<string, Judged>();

beforeAll(async () => {
  for (const rule of allRules) {
    stacks.push(await badStackOf(rule));
  }
  const bad = stacks.map(({ stack, resources: seeds }) => [stack, seeds] as const);
  const resources = [...bad, [control, await cleanStack()] as const];
  writeFileSync(join(project.place, "stacks.json"), JSON.stringify(Object.fromEntries(resources)));
  writeFileSync(join(project.place, "policy.json"), JSON.stringify(settings()));
  await project.useBackend();
  const names = resources.map(([name]) => name);
  const halves = [0, 1].map((half) => names.filter((_, index) => index % 2 === half));
  await Promise.all(halves.map(judge));
});
afterAll(() => {
  project.remove();
});

/** What the examples are set to, by rule. */
function settings(): object {
  return Object.fromEntries(
    stacks.map(({ rule, resources }) => [
      rule,
      Object.assign({}, ...resources.map(({ settings: own }) => own)) as object,
    ]),
  );
}

/** Previews stacks past the whole pack, by the gate itself. */
async function judge(names: readonly string[]): Promise<void> {
  const options = { cwd: project.place, env: project.environment };
  for (const name of names) {
    await promisify(execFile)("pulumi", ["stack", "init", name, "--no-select"], options);
  }
  const { output } = await project.start(["gate", ...names, "--json"]);
  const json = output.slice(output.indexOf("{\n"), output.lastIndexOf("\n}\n") + 2);
  for (const one of (JSON.parse(json) as { readonly stacks: readonly Judged[] }).stacks) {
    judged.set(one.name, one);
  }
}

/** What the gate said of a stack, each thing once. */
function saidOf(stack: string): object | undefined {
  const found = judged.get(stack);
  if (found === undefined) {
    return undefined;
  }
  const { state, findings, errors } = found;
  const told = findings.map(({ level, kind, rule }) => `${level} ${kind} of ${rule}`);
  return { state, found: [...new Set(told)], errors };
}

it.each(allRules.map(({ id }) => id))("a stack that breaks %s breaks nothing else", (id) => {
  const stack = stacks.find(({ rule }) => rule === id)?.stack ?? "";
  expect(saidOf(stack)).toEqual({
    state: "failed",
    found: [`mandatory violation of ${id}`],
    // The engine's own word for it: the offline cloud has taken every property.
    errors: ["preview failed"],
  });
});

it("a stack that breaks nothing passes", () => {
  expect(saidOf(control)).toEqual({ state: "open", found: [], errors: [] });
});
