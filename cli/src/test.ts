import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findEngine, installDefinitions, installServers } from "@groundwork-iac/sandbox";

import { browser } from "./browser";
import { say } from "./engine/runner";

/** Has an engine and the live servers ready, then type check, lint, and every test. The last line counts tests; a failed check counts as one. */
export async function runTests(root: string): Promise<void> {
  await findEngine(say);
  await installServers(say, [browser]);
  await installDefinitions(say);
  const folder = mkdtempSync(join(tmpdir(), "groundwork-test-"));
  const report = join(folder, "report.json");
  const bin = (name: string, ...args: string[]) => {
    const command = join(root, "node_modules", ".bin", name);
    return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status === 0;
  };
  const checks: [name: string, ok: boolean][] = [
    ["types", bin("tsc", "-p", "tsconfig.json")],
    ["lint", bin("eslint", ".")],
    ["format", bin("prettier", "--check", "--log-level", "warn", ".")],
  ];
  const tested = bin(
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  );
  const { numPassedTests, numFailedTests } = counts(report);
  rmSync(folder, { recursive: true, force: true });

  const red = checks.filter(([, ok]) => !ok).map(([name]) => name);
  if (red.length > 0) {
    console.log(`failed checks: ${red.join(", ")}`);
  }
  const broken = tested || numFailedTests > 0 ? 0 : 1;
  const failed = numFailedTests + red.length + broken;
  console.log(`${numPassedTests + checks.length - red.length} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

function counts(report: string): Counts {
  try {
    return JSON.parse(readFileSync(report, "utf8")) as Counts;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}
