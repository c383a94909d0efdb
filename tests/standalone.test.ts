import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { makeStandaloneCopy } from "./standalone-copy.mts";

const root = join(__dirname, "..");
/** The copy in which a run of all tests runs the pure ones, if this is such a run. */
const given = process.env["GROUNDWORK_STANDALONE"];
let copy = given ?? "";

beforeAll(() => {
  if (given === undefined) {
    copy = makeStandaloneCopy(root);
  }
});
afterAll(() => {
  if (given === undefined) {
    rmSync(copy, { recursive: true, force: true });
  }
});

describe("a copy without cli and sandbox", () => {
  it("has nothing of them, and nothing there can import them", () => {
    for (const folder of ["components", "stacks", "policy/src", "tests"]) {
      const { resolve } = createRequire(join(copy, folder, "_.js"));
      expect(resolve("@groundwork-iac/platform")).toBe(join(copy, "dist/components/index.js"));
      for (const name of ["cli", "sandbox"]) {
        expect(() => resolve(`@groundwork-iac/${name}`)).toThrow(/Cannot find module/);
        expect(existsSync(join(copy, name))).toBe(false);
      }
    }
  });

  it("library, stacks and policy build and pass their tests without cli and sandbox", () => {
    for (const built of ["dist/components/index.js", "policy/dist/index.js"]) {
      expect(existsSync(join(copy, built)), built).toBe(true);
    }
    // A run of all tests runs them there, and counts each.
    if (given === undefined) {
      passTheirTests();
    }
  });
});

function passTheirTests(): void {
  const report = join(copy, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--project",
    "offline",
    ...reporters,
  ];
  const options = { cwd: copy, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  expect(status, stdout + stderr).toBe(0);
  const { numPassedTests } = JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number };
  expect(numPassedTests).toBeGreaterThan(200);
}
