import { readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname } from "node:path";

import { backendFiles } from "./backend";

/** What the file backend writes into a stack's lock. */
interface Lock {
  readonly pid: number;
  readonly hostname: string;
}

/**
 * Removes locks whose owner is dead, as a killed engine leaves them; a lock of another machine or
 * of a process that runs stays.
 * @returns the stacks whose locks were removed.
 * @throws Error that names a lock whose owner can't be told.
 */
export function releaseDeadLocks(backend: string): string[] {
  const released: string[] = [];
  for (const path of backendFiles(backend, "locks")) {
    const { pid, hostname: host } = readLock(path);
    if (host === hostname() && !isAlive(pid)) {
      rmSync(path, { force: true });
      rmSync(`${path}.attrs`, { force: true });
      released.push(basename(dirname(path)));
    }
  }
  return released;
}

function readLock(path: string): Lock {
  const text = readFileSync(path, "utf8");
  try {
    const { pid, hostname } = JSON.parse(text) as Partial<Lock>;
    if (typeof pid === "number" && typeof hostname === "string") {
      return { pid, hostname };
    }
  } catch {
    // Told below, as a lock without an owner is.
  }
  const given = JSON.stringify(text.slice(0, 40));
  throw new Error(
    `${path}: want a lock that names pid and hostname, got ${given}; remove it if no run is under way`,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether a process has ended and its parent has not asked yet; https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}
