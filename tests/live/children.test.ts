import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, beforeEach, expect, it } from "vitest";

import { isAlive } from "../../sandbox/src/processes/processes";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "groundwork-children-"));
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

const children = join(__dirname, "../../sandbox/dist/live/servers/child.js");

/** Starts a process that starts a shell as a live server; the ids of both. */
async function parentOf(shell: string, path = process.env["PATH"] ?? "") {
  const program = {
    command: "sh",
    args: ["-c", `echo $$ > ${place}/pid; ${shell}`],
    env: { PATH: process.env["PATH"] },
    log: join(place, "log"),
  };
  const script = `new (require(${JSON.stringify(children)}).Children)().start(${JSON.stringify(program)});
    console.log("started");
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ["-e", script], { env: { PATH: path } });
  // Killed any sooner, it might not have named the child to whoever ends it.
  await once(parent.stdout, "data");
  const file = join(place, "pid");
  for (let i = 0; i < 100 && !(existsSync(file) && readFileSync(file, "utf8") !== ""); i += 1) {
    await sleep(100);
  }
  return { parent, child: Number(readFileSync(file, "utf8")) };
}

async function secondsUntilDead(pid: number): Promise<number> {
  const started = Date.now();
  while (isAlive(pid) && Date.now() - started < 40_000) {
    await sleep(100);
  }
  return (Date.now() - started) / 1000;
}

/** A folder of commands among which there is no setpriv. */
function pathWithoutSetpriv(): string {
  symlinkSync("/bin/sh", join(place, "sh"));
  symlinkSync("/bin/sleep", join(place, "sleep"));
  return place;
}

it("a server ends with the process that started it, however that ended", async () => {
  const { parent, child } = await parentOf("sleep 600");
  expect(isAlive(child)).toBe(true);
  parent.kill("SIGKILL");
  expect(await secondsUntilDead(child)).toBeLessThan(5);
});

it("it does so where the kernel does not see to it, and its own processes with it", async () => {
  const shell = `sleep 600 & echo $! > ${place}/grandchild; wait`;
  const { parent, child } = await parentOf(shell, pathWithoutSetpriv());
  const grandchild = Number(readFileSync(join(place, "grandchild"), "utf8"));
  expect(isAlive(grandchild)).toBe(true);
  parent.kill("SIGKILL");
  expect(await secondsUntilDead(child)).toBeLessThan(5);
  expect(await secondsUntilDead(grandchild)).toBeLessThan(5);
});

it("it is killed when it does not end", async () => {
  const { parent, child } = await parentOf('trap "" TERM; sleep 600; sleep 600');
  parent.kill("SIGKILL");
  const seconds = await secondsUntilDead(child);
  expect(seconds).toBeGreaterThan(5);
  expect(seconds).toBeLessThan(30);
});
