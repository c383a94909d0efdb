import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, expect, it } from "vitest";

import type { PolicyFinding } from "../../cli/src/gate-findings";
import { allRules } from "../policy/examples";
import { root, TestProject } from "../sandbox/project";
import { program } from "./program";
import { type BadStack, badStackOf } from "./seeds";

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
  const resources = [
    ...stacks.map(({ stack, resources: own }) => [stack, own] as const),
    [control, []] as const,
  ];
  writeFileSync(join(project.place, "stacks.json"), JSON.stringify(Object.fromEntries(resources)));
  writeFileSync(join(project.place, "policy.json"), JSON.stringify(settings()));
  await project.useBackend();
  const names = resources.map(([name]) => name);
  const halves = [0, 1].map((half) => names.filter((_, index) => index % 2 === half));
  await Promise.all(halves.map(judge));
});
afterAll(() => {
  if (!process.env.KEEP) project.remove();
  else console.log(project.place);
});

/** Production's settings, and what the examples are set to beside. */
function settings(): object {
  const file = readFileSync(join(root, "policy/config/prod.json"), "utf8");
  const config = JSON.parse(file) as Record<string, object>;
  for (const { settings: own } of stacks.flatMap(({ resources }) => resources)) {
    config["graph"] = { ...config["graph"], ...own };
  }
  return config;
}

async function judge(names: readonly string[]): Promise<void> {
  const options = { cwd: project.place, env: project.environment };
  const run = promisify(execFile);
  for (const name of names) {
    await run("pulumi", ["stack", "init", name, "--no-select"], options);
  }
  const { output } = await project.start(["gate", ...names, "--json"]);
  if (process.env.KEEP) writeFileSync("/tmp/eng/out" + names.length + ".txt", output);
  const text = output.slice(output.indexOf("{\n"), output.lastIndexOf("\n}\n") + 2);
  for (const one of (JSON.parse(text) as { readonly stacks: readonly Judged[] }).stacks) {
    judged.set(one.name, one);
  }
}

it.each(allRules.map(({ id }) => id))("a stack that breaks %s breaks it alone", (id) => {
  const found = judged.get(stacks.find(({ rule }) => rule === id)?.stack ?? "");
  const told = found?.findings.map(({ rule, kind, level }) => `${level} ${kind} ${rule}`);
  expect([...new Set(told)], JSON.stringify(found, undefined, 2)).toEqual([
    `mandatory violation ${id}`,
  ]);
  expect(found?.errors).toEqual([]);
});
