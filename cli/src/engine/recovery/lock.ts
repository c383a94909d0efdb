import { existsSync, globSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Place } from "../place";

/** The run that holds a stack. */
export interface Lock {
  /** User and machine, such as `me@laptop (process 123)`. */
  readonly owner: string;
  /** The machine, such as `laptop`; `service` if the backend keeps it to itself. */
  readonly host: string;
  /** Start of the run, in ISO 8601. */
  readonly since: string;
  /** Whether it runs on this machine. */
  readonly isAlive: boolean;
  /** Whether it ran on this machine and has ended. A run of another machine may be alive or dead. */
  readonly isDead: boolean;
}

/**
 * The locks of a stack, which a file backend has as files. Any other backend tells them only when it
 * refuses to change the stack, so that nothing is known before.
 */
export async function locksOf(
  { pulumi, project }: Pick<Place, "pulumi" | "project">,
  stack: string,
): Promise<readonly Lock[] | undefined> {
  const { url } = JSON.parse(await pulumi("whoami", "--verbose", "--json")) as { url: string };
  return url.startsWith("file://") ? locksIn(folderOf(url), project.name, stack) : undefined;
}

/** @throws Error that says whose lock it is, if its run is alive or may be, and nobody has consented. */
export function checkReleasable(
  stack: string,
  locks: readonly Lock[],
  releaseLockOf: readonly string[],
): void {
  for (const { owner, host, since, isAlive, isDead } of locks) {
    const held = `${stack} is held by ${owner} since ${since}, which`;
    if (isAlive) {
      throw new Error(`${held} runs on this machine; wait for it, or end it, and run this again`);
    }
    if (!isDead && !releaseLockOf.includes(host)) {
      throw new Error(
        `${held} runs elsewhere or has died, and nothing here tells which; nothing was touched. ` +
          `Make sure that it has ended, then add --release-lock-of ${host}`,
      );
    }
  }
}

function folderOf(url: string): string {
  const home = url.startsWith("file://~");
  return home
    ? join(process.env["HOME"] ?? "", url.slice("file://~".length))
    : fileURLToPath(new URL(url));
}

/** https://github.com/pulumi/pulumi/blob/v3.258.0/pkg/backend/diy/lock.go */
function locksIn(backend: string, project: string, stack: string): Lock[] {
  const folder = join(backend, ".pulumi", "locks", "organization", project, stack);
  const files = existsSync(folder) ? globSync("*.json", { cwd: folder }).sort() : [];
  return files.map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const { pid, username, hostname: host, timestamp } = parsed(text);
    const said = (value: unknown) => (typeof value === "string" ? value : "unknown");
    return lock(said(username), said(host), Number(pid ?? 0), said(timestamp));
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Locks in the engine's refusal, such as `created by me@laptop (pid 123) at 2026-11-28T08:00:00Z`. */
export function locksToldIn(text: string): Lock[] {
  if (/another update is (currently )?in progress/i.test(text)) {
    const owner = "a run that the service knows";
    return [{ owner, host: "service", since: "unknown", isAlive: false, isDead: false }];
  }
  const told = [...text.matchAll(/created by (\S+)@(\S+) \(pid (\d+)\) at (\S+)/g)];
  return told.map(([, user = "", host = "", pid = "", since = ""]) =>
    lock(user, host, Number(pid), since),
  );
}

function lock(user: string, host: string, pid: number, since: string): Lock {
  const isHere = host === hostname() && Number.isInteger(pid) && pid > 0;
  const isAlive = isHere && lives(pid);
  const owner = `${user}@${host} (process ${pid})`;
  return { owner, host, since, isAlive, isDead: isHere && !isAlive };
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
