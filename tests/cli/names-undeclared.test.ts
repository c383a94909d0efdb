import { dirname } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { groundwork } from "../../cli/src/commands";
import { TestProject } from "../sandbox/project";

const bare = new TestProject("undeclared", "");
const declared = new TestProject("recovered", undefined);
declared.declare("organization");
afterAll(() => {
  bare.remove();
  declared.remove();
});

const run = (project: TestProject, line: string, more: NodeJS.ProcessEnv = {}) =>
  project.call((place) => groundwork(place).parseAsync(line.split(" "), { from: "user" }), more);

describe("a stack of a project without an organisation that nobody has made", () => {
  beforeAll(async () => {
    await bare.useBackend();
    bare.pulumi("stack", "init", "dev");
    bare.pulumi("stack", "init", "test");
  });

  it.each([
    "down dve --confirm undeclared",
    "down test dve --confirm undeclared",
    "gate --after dve",
    "gate --after test dve",
    "recover dve",
  ])("is told with the near one, before anything is done: %s", async (line) => {
    expect(await run(bare, line)).toMatchObject({
      status: 2,
      stdout: "",
      stderr:
        'groundwork: stack that is up: want one of dev, test, got "dve"; did you mean "dev"?\n',
    });
    expect(bare.pulumi("stack", "ls")).toMatch(/\bdev\b.*\btest\b/s);
  });

  it("may be a new one before its first update, so the gate waits and tells which there are", async () => {
    const waits = async (name: string) => {
      const { status, stdout, stderr } = await run(bare, `gate ${name}`);
      expect([status, stderr]).toEqual([0, ""]);
      return stdout;
    };
    const line = (name: string) =>
      `${name}: no preview before ${name} is there; the first up runs the pack`;
    expect(await waits("dve")).toBe(`${line("dve")}; did you mean "dev"?\n`);
    expect(await waits("live")).toBe(`${line("live")}; now there are dev, test\n`);
  });
});

describe("a stack that is neither declared nor up", () => {
  const without = { PATH: dirname(process.execPath) };

  it.each([
    ["without an engine", "recover network.dve", without],
    ["without a sandbox", "recover network.dve --sandbox", {}],
  ])("is told before what is missing to recover it: %s", async (_why, line, more) => {
    const { status, stdout, stderr } = await run(declared, line, more);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^groundwork: stack: want one of account\.nonprod, .*, got "network\.dve"; did you mean "network\.dev"\?\n$/,
    );
  });

  it("leaves a declared one to what is missing", async () => {
    const { status, stderr } = await run(declared, "recover network.dev", without);
    expect([status, stderr]).toEqual([3, expect.stringContaining("want the engine on the PATH")]);
  });
});
