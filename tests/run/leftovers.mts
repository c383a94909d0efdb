import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

/** Time for children to end by themselves after a signal. */
const graceMs = 3000;

const children = new Set<ChildProcess>();
const folders = new Set<string>();
/** Process groups that a signal was passed on to; their leaders may be gone before their members. */
let told: readonly number[] = [];
let stopping = false;

/** Whether the run was asked to stop, so that nothing new may start. */
export const isStopping = () => stopping;

/** Has a child, leader of its own process group, end with this process at the latest. */
export function endWithRun(child: ChildProcess): void {
  children.add(child);
  child.on("close", () => {
    children.delete(child);
    if (stopping && children.size === 0) {
      process.exit();
    }
  });
}

/** Runs `work` with a new temporary folder, which is gone after it or with this process. */
export async function withFolder<T>(
  prefix: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.add(folder);
  try {
    return await work(folder);
  } finally {
    remove(folder);
    folders.delete(folder);
  }
}

/** A process that is just ending may still write into it. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

const groups = () => [...children].flatMap(({ pid }) => (pid === undefined ? [] : [pid]));

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended.
  }
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    stopping = true;
    process.exitCode = 128 + constants.signals[signal];
    told = groups();
    told.forEach((group) => {
      signalGroup(group, signal);
    });
    setTimeout(() => process.exit(), told.length > 0 ? graceMs : 0);
  });
}

process.on("exit", () => {
  new Set([...told, ...groups()]).forEach((group) => {
    signalGroup(group, "SIGKILL");
  });
  folders.forEach(remove);
});
