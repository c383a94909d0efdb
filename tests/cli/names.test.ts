import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { groundwork } from "../../cli/src/commands";
import { TestProject } from "../sandbox/project";

const project = new TestProject("names", undefined);
let folder = "";

beforeAll(() => {
  project.declare("organization");
  folder = join(project.place, "given");
  mkdirSync(join(folder, "base"), { recursive: true });
  writeFileSync(join(folder, "plan.yaml"), "{}");
});
afterAll(() => {
  project.remove();
});

/** Runs the whole command in this process, as someone has typed it. */
const run = (args: readonly string[]) =>
  project.call((place) => groundwork(place).parseAsync([...args], { from: "user" }));

/** Names that nobody has declared, and whether one that is declared is near. */
const names: readonly (readonly [name: string, isNear: boolean])[] = [
  ["", false],
  ["constructor", false],
  ["__proto__", false],
  ["toString", false],
  ["*", false],
  ["../../etc/passwd", false],
  ["x".repeat(100_000), false],
  ["\u001b[31mred\u202e", false],
];

/** Spellings of a declared name that are near enough to ask for it. */
const spellings = (name: string): string[] => [
  name.toUpperCase(),
  `${name}/`,
  ` ${name}`,
  `${name}.yaml`,
  `teams/${name}.yaml`,
  name.slice(1),
];

/** Commands that take a name, what they call it, and one that is declared. */
const commands: readonly (readonly [
  line: string,
  what: string,
  declared: string,
  argsOf: (name: string) => string[],
])[] = [
  ["up", "stack", "network.dev", (name) => ["up", name]],
  ["up --only", "stack", "network.dev", (name) => ["up", "--only", name]],
  ["down", "stack", "workspace.search.dev", (name) => ["down", name, "--confirm", "names"]],
  ["gate", "stack", "team.search", (name) => ["gate", name]],
  ["gate --after", "stack", "team.search", (name) => ["gate", "--after", name]],
  ["sandbox up", "stack", "identity", (name) => ["sandbox", "up", name]],
  ["team retire", "team", "search", (name) => ["team", "retire", name]],
  ["team kubeconfig", "team", "payments", (name) => ["team", "kubeconfig", name, "dev"]],
  [
    "team kubeconfig search",
    "environment of team search",
    "dev",
    (name) => ["team", "kubeconfig", "search", name],
  ],
  ["check access --team", "team", "checkout", (name) => ["check", "access", `--team=${name}`]],
  [
    "check network --quotas",
    "--quotas",
    "prod/eu-west-1",
    (name) => ["check", "network", "--quotas", `${name.replaceAll("/", "")}/eu=x`],
  ],
];

/** One sentence, which no control character of a name gets into. */
function expectOneSentence(printed: string): void {
  expect(printed).toMatch(/^groundwork: [^\n]*\n$/);
  expect(printed.length).toBeLessThan(2000);
  expect(printed).not.toMatch(/\u001b|\u202e/);
}

describe("a name that nobody declares", () => {
  it.each(
    commands.flatMap(([line, what, , argsOf]) =>
      names.map(([name]) => [line, name.slice(0, 20), what, argsOf(name), name] as const),
    ),
  )("of %s is told in a sentence: %j", async (_line, _shown, what, args, name) => {
    const { status, stdout, stderr } = await run(args);
    expect([status, stdout]).toEqual([2, ""]);
    expectOneSentence(stderr);
    expect(stderr).toContain(`groundwork: ${what}: want `);
    expect(stderr).not.toContain("did you mean");
    if (/^[a-zA-Z_*]+$/.test(name) && name.length < 100) {
      expect(stderr).toContain(`got "${name}`);
    }
  });

  it.each(
    commands
      .filter(([line]) => !line.includes("--quotas"))
      .flatMap(([line, , declared, argsOf]) =>
        spellings(declared).map((name) => [line, name, declared, argsOf(name)] as const),
      ),
  )("of %s is asked for where one is near: %j", async (_line, name, declared, args) => {
    const { status, stdout, stderr } = await run(args);
    expect([status, stdout]).toEqual([2, ""]);
    expectOneSentence(stderr);
    expect(stderr).toContain(`got ${JSON.stringify(name)}; did you mean "${declared}"?`);
  });
});

describe("a confirmation", () => {
  it.each([
    [
      ["down", "--confirm"],
      "names",
      "--confirm: this releases protection and destroys: want names",
    ],
    [["team", "retire", "search", "--confirm"], "search", "--confirm: want search"],
  ])("%j wants the name itself", async (args, name, wanted) => {
    for (const given of ["", "constructor", name.toUpperCase(), `${name}/`, `${name} `]) {
      const { status, stderr } = await run([...args, given]);
      expect([status, stderr]).toEqual([
        2,
        `groundwork: ${wanted}, got ${JSON.stringify(given)}\n`,
      ]);
    }
  });
});

/** Options that name what must be there, and the kind of it. */
const sources: readonly (readonly [line: string, option: string, kind: "file" | "folder"])[] = [
  ["check network", "--audit", "file"],
  ["gate --estate", "--state", "file"],
  ["gate network.dev", "--policy-config", "file"],
  ["gate network.dev", "--platform", "folder"],
  ["up network.dev", "--policy-config", "file"],
  ["up network.dev", "--platform", "folder"],
  ["sandbox up", "--policy-config", "file"],
  ["sandbox up", "--platform", "folder"],
  ["check trust", "--base", "folder"],
];

describe("a file that is not there", () => {
  it.each(sources)(
    "of %s %s is told in a sentence, with the near one",
    async (line, option, kind) => {
      const near = kind === "file" ? ["plan.yml", "plan.yaml"] : ["bas", "base"];
      for (const name of [near[0] ?? "", "constructor", "a*", "x".repeat(1000), "no/such/one"]) {
        const path = join(folder, name);
        const { status, stdout, stderr } = await run([...line.split(" "), option, path]);
        expect([status, stdout]).toEqual([2, ""]);
        expectOneSentence(stderr);
        expect(stderr).toContain(
          `groundwork: ${option}: want a ${kind} that is there, got "${folder}`,
        );
        expect(stderr.endsWith(`did you mean "${near[1] ?? ""}"?\n`)).toBe(name === near[0]);
      }
    },
  );

  it("is a folder where a file is wanted, and a file where a folder is", async () => {
    const file = join(folder, "plan.yaml");
    const { status, stderr } = await run(["check", "trust", "--base", file]);
    expect([status, stderr]).toEqual([
      2,
      `groundwork: --base: want a folder that is there, got "${file}"\n`,
    ]);
  });
});

describe("a git ref that there is not", () => {
  it("is told in a sentence, and never taken for an option", async () => {
    for (const ref of ["", "nope", "constructor", "--output=x", "a..b", "\u001b[31m"]) {
      const { status, stderr } = await run(["check", "access", `--diff=${ref}`]);
      expect(status).toBeGreaterThan(0);
      expectOneSentence(stderr);
      expect(stderr).toContain("groundwork: --diff: want a git ref that has ");
    }
  });
});
