import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

const root = join(__dirname, "..");
const copy = mkdtempSync(join(tmpdir(), "groundwork-standalone-"));
const withoutThem = new Set(["cli", "sandbox", "node_modules", "dist", ".git"]);
const testsOfThem = new Set([
  "cli",
  "sandbox",
  "policy-engine",
  "live",
  "examples",
  "standalone.test.ts",
]);

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

it("library, stacks and policy build and pass their tests without cli and sandbox", () => {
  for (const entry of readdirSync(root).filter((name) => !withoutThem.has(name))) {
    cpSync(join(root, entry), join(copy, entry), {
      recursive: true,
      filter: (path) => !path.endsWith("/dist") && !path.endsWith(".tsbuildinfo"),
    });
  }
  for (const entry of testsOfThem) {
    rmSync(join(copy, "tests", entry), { recursive: true, force: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const run = (name: string, ...args: string[]) => {
    const command = join(root, "node_modules/.bin", name);
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: "utf8" });
    expect(status, stdout + stderr).toBe(0);
    return stdout;
  };
  run("tsc", "-b", "tsconfig.build.json", "policy");
  run("vitest", "run", "--reporter=default", "--reporter=json", "--outputFile.json=report.json");
  const report = readFileSync(join(copy, "report.json"), "utf8");
  const { numPassedTests } = JSON.parse(report) as { numPassedTests: number };
  expect(numPassedTests).toBeGreaterThan(200);
});
