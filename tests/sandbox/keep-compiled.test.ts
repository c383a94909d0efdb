import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

const file = join(__dirname, "../../sandbox/dist/loading/keep-compiled.js");

/** Starts a process of the sandbox that keeps its compiled code in a cache; its exit code, if it ended. */
function start(cache: string): number | null {
  const script = `require(${JSON.stringify(file)}).keepCompiled()`;
  const env = { ...process.env, XDG_CACHE_HOME: cache, NODE_COMPILE_CACHE: undefined };
  return spawnSync(process.execPath, ["-e", script], { env, timeout: 60_000 }).status;
}

it.each(["/proc", "/proc/none", "/sys", "/dev/null", "relative", ""])(
  "a process starts without compiled code where its cache is %j",
  (cache) => {
    expect(start(cache)).toBe(0);
  },
);

it("a process keeps its compiled code in the user's cache", () => {
  const cache = mkdtempSync(join(tmpdir(), "groundwork-compiled-"));
  expect(start(cache)).toBe(0);
  expect(existsSync(join(cache, "groundwork/compiled"))).toBe(true);
  rmSync(cache, { recursive: true });
});
