import { readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname } from "node:path";

import { backendFiles } from "./backend";
import { isAlive } from "../processes/processes";

/** The content of a stack's lock in the file backend. */
interface Lock {
  readonly pid: number;
  readonly hostname: string;
}

/**
 * Removes the locks of dead owners, which a killed engine leaves; a lock of another machine or
 * of a running process stays.
 * @returns the stacks whose locks were removed.
 * @throws Error that names a lock whose owner is unknown.
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
    // Refused below, like a lock without an owner.
  }
  const given = JSON.stringify(text.slice(0, 40));
  throw new Error(
    `${path}: want a lock that names pid and hostname, got ${given}; remove it if no run is under way`,
  );
}
