import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-node-"));
afterAll(() => {
  rmSync(place, { recursive: true });
});

/** Has a process take itself for an older Node.js, without what that one does not have. */
const older = join(place, "older.cjs");
writeFileSync(
  older,
  `Object.defineProperty(process.versions, "node", { value: "20.20.2" });
   delete require("node:module").enableCompileCache;
   delete require("node:module").flushCompileCache;`,
);

it.each([
  ["cli/dist/main.js", "groundwork", 3],
  ["policy/dist/index.js", "@groundwork-iac/policy", 1],
])("%s says in a sentence that it wants a newer Node.js", (file, name, code) => {
  const run = spawnSync(process.execPath, ["--require", older, join(root, file), "plan"], {
    encoding: "utf8",
  });
  expect(run).toMatchObject({
    status: code,
    stdout: "",
    stderr: `${name}: Node.js: want 24 or newer, got 20.20.2; https://nodejs.org/en/download\n`,
  });
});
