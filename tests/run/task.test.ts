import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { afterEach, beforeEach, expect, it } from "vitest";

import { suite } from "./task.mts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "groundwork-runner-"));
  symlinkSync(join(__dirname, "../../node_modules"), join(root, "node_modules"));
  writeFileSync(join(root, "vitest.config.mjs"), "export default {};\n");
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const test = (name: string, body: string) => {
  writeFileSync(
    join(root, `${name}.test.mjs`),
    `import { beforeAll, expect, it } from "vitest";\n${body}\n`,
  );
};
const run = () => suite({ name: "inner", root, workers: 1, args: [] }).run();

it("counts a failed test, a file that does not load and a dead worker together", async () => {
  test("passing", 'it("passes", () => {});');
  test("failing", 'it("fails", () => { expect(1).toBe(2); });');
  test("unloadable", 'import "./nowhere.mjs"; it("never runs", () => {});');
  test("dead", 'it("dies", () => { process.kill(process.pid, "SIGKILL"); });');
  expect(await run()).toMatchObject({ passed: 1, failed: 3 });
});

it("counts a failed hook, and an error that no test awaits", async () => {
  test("hook", 'beforeAll(() => { throw new Error("no"); }); it("never runs", () => {});');
  test("loose", 'it("passes", () => { void Promise.reject(new Error("loose")); });');
  expect(await run()).toMatchObject({ passed: 1, failed: 2 });
});

it("counts a run without a test as one failure, and seconds of every file otherwise", async () => {
  expect(await run()).toEqual({ passed: 0, failed: 1, seconds: {} });
  test("passing", 'it("passes", () => {});');
  const { failed, seconds } = await run();
  expect(failed).toBe(0);
  expect(Object.keys(seconds)).toEqual(["passing.test.mjs"]);
});

it.each(["SIGINT", "SIGTERM"] as const)(
  "leaves neither process nor folder behind after %s to the runner alone",
  async (signal) => {
    const hanging = join(root, "hanging");
    test(
      "hanging",
      `import { writeFileSync } from "node:fs";
       process.on("SIGINT", () => {}); process.on("SIGTERM", () => {});
       it("hangs", () => { writeFileSync(${JSON.stringify(hanging)}, String(process.pid)); for (;;); });`,
    );
    const temporary = join(root, "tmp");
    mkdirSync(temporary);
    const task = JSON.stringify(join(__dirname, "task.mts"));
    const runner = `import { suite } from ${task};
      await suite({ name: "inner", root: ${JSON.stringify(root)}, workers: 1, args: [] }).run();`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", runner], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (!existsSync(hanging)) {
      await setTimeout(50);
    }
    expect(readdirSync(temporary).join()).toContain("groundwork-test-");
    child.kill(signal);
    expect(await ended).toBe(signal === "SIGINT" ? 130 : 143);
    await setTimeout(200);
    const worker = readFileSync(hanging, "utf8");
    const { stdout } = spawnSync("ps", ["-eo", "pid=,stat=,args="], { encoding: "utf8" });
    const left = stdout
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([pid, stat = "Z"]) => pid === worker && !stat.startsWith("Z"));
    expect(left).toEqual([]);
    expect(stdout).not.toContain(join(root, "node_modules/vitest"));
    expect(readdirSync(temporary).filter((name) => name.startsWith("groundwork-"))).toEqual([]);
  },
);
