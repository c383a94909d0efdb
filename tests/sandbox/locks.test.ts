import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { releaseDeadLocks } from "../../sandbox/src/engine/locks";

let backend: string;
let lock: string;
beforeEach(() => {
  backend = mkdtempSync(join(tmpdir(), "groundwork-locks-"));
  const folder = join(backend, ".pulumi/locks/organization/acme/network.dev");
  mkdirSync(folder, { recursive: true });
  lock = join(folder, "7.json");
});
afterEach(() => {
  rmSync(backend, { recursive: true });
});

const lockedBy = (pid: number, host = hostname()) => {
  writeFileSync(lock, JSON.stringify({ pid, hostname: host }));
};

/** The id of a process that has ended. */
async function ended(): Promise<number> {
  const child = spawn("true");
  await new Promise((resolve) => child.once("exit", resolve));
  return child.pid ?? 0;
}

describe("releaseDeadLocks", () => {
  it("releases what a dead process holds", async () => {
    lockedBy(await ended());
    expect(releaseDeadLocks(backend)).toEqual(["network.dev"]);
    expect(existsSync(lock)).toBe(false);
  });

  it("releases what a zombie holds", async () => {
    // The shell becomes a sleep that never asks after its child.
    const parent = spawn("sh", ["-c", "true & echo $!; exec sleep 60"]);
    const pid = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)));
    await setTimeout(200);
    lockedBy(pid);
    expect(releaseDeadLocks(backend)).toEqual(["network.dev"]);
    parent.kill("SIGKILL");
  });

  it("keeps the lock of a process that runs, and of another machine", async () => {
    lockedBy(process.pid);
    expect(releaseDeadLocks(backend)).toEqual([]);
    lockedBy(await ended(), "elsewhere");
    expect(releaseDeadLocks(backend)).toEqual([]);
    expect(existsSync(lock)).toBe(true);
  });

  it.each(["", "{", '{"pid":"7"}', "null"])("names a lock that says %j", (text) => {
    writeFileSync(lock, text);
    expect(() => releaseDeadLocks(backend)).toThrow(
      `${lock}: want a lock that names pid and hostname, got ${JSON.stringify(text)}; remove it if`,
    );
  });
});
