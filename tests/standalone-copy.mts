import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { linkModules } from "./modules.mts";

/** Folders of tests, and tests, that need `cli/` or `sandbox/`. All others are pure: they need neither. */
export const needing: readonly string[] = [
  "tests/cli/",
  "tests/docs/",
  "tests/examples/",
  "tests/imports.test.ts",
  "tests/live/",
  "tests/nightly/",
  "tests/packages/",
  "tests/policy-engine/",
  "tests/sandbox/",
  "tests/stacks/trusted-fields.test.ts",
  "tests/standalone.test.ts",
  "tests/workflows/trust.test.ts",
];

const leftOut = new Set(["cli", "sandbox", "node_modules", "dist", ".git"]);

/**
 * Copies library, stacks, policy and their tests to a temporary folder from which nothing of `cli/`
 * and `sandbox/` can be imported, and builds them there. The caller removes the folder.
 * @throws Error with what the compiler printed when they do not build.
 */
export function makeStandaloneCopy(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "groundwork-standalone-"));
  for (const entry of readdirSync(root).filter((name) => !leftOut.has(name))) {
    cpSync(join(root, entry), join(copy, entry), {
      recursive: true,
      filter: (path) => !path.endsWith("/dist") && !path.endsWith(".tsbuildinfo"),
    });
  }
  for (const entry of needing) {
    rmSync(join(copy, entry), { recursive: true });
  }
  linkModules(join(root, "node_modules"), join(copy, "node_modules"), {
    platform: copy,
    policy: join(copy, "policy"),
  });
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  for (const args of [
    [compiler, "-b", "tsconfig.build.json", "policy"],
    ["policy/dist/generator/main.js"],
  ]) {
    const options = { cwd: copy, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
    if (status !== 0) {
      rmSync(copy, { recursive: true });
      throw new Error(`without cli/ and sandbox/ the rest does not build:\n${stdout}${stderr}`);
    }
  }
  return copy;
}
