import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

const files = {
  sandbox: join(__dirname, "../../sandbox/dist/loading/keep-compiled.js"),
  pack: join(__dirname, "../../policy/dist/pack/keep-compiled.js"),
};

/** Starts a process that keeps its compiled code in a cache; its exit code, if it ended. */
function start(of: keyof typeof files, cache: string): number | null {
  const script = `require(${JSON.stringify(files[of])}).keepCompiled?.()`;
  const env = { ...process.env, XDG_CACHE_HOME: cache, NODE_COMPILE_CACHE: undefined };
  return spawnSync(process.execPath, ["-e", script], { env, timeout: 60_000 }).status;
}

describe.each(["sandbox", "pack"] as const)("a process of the %s", (of) => {
  it.each(["/proc", "/proc/none", "/sys", "/dev/null", "relative", ""])(
    "starts without compiled code where its cache is %j",
    (cache) => {
      expect(start(of, cache)).toBe(0);
    },
  );

  it("keeps its compiled code in the user's cache", () => {
    const cache = mkdtempSync(join(tmpdir(), "groundwork-compiled-"));
    expect(start(of, cache)).toBe(0);
    expect(existsSync(join(cache, "groundwork/compiled"))).toBe(true);
    rmSync(cache, { recursive: true });
  });
});
