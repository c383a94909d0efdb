import { existsSync, globSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** What the file backend writes into a stack's lock. */
interface Lock {
  readonly pid: number;
  readonly hostname: string;
}

/**
 * Removes locks whose owner is dead, as a killed engine leaves them; a lock of another machine or
 * of a process that runs stays.
 * @returns the stacks whose locks were removed.
 */
export function releaseDeadLocks(backend: string): string[] {
  const folder = join(backend, ".pulumi", "locks");
  const released: string[] = [];
  for (const file of existsSync(folder) ? globSync("**/*.json", { cwd: folder }) : []) {
    const path = join(folder, file);
    const { pid, hostname: host } = JSON.parse(readFileSync(path, "utf8")) as Lock;
    if (host === hostname() && !isAlive(pid)) {
      rmSync(path, { force: true });
      rmSync(`${path}.attrs`, { force: true });
      released.push(file.split("/").at(-2) ?? file);
    }
  }
  return released;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
