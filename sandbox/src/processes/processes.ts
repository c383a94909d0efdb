import { existsSync, readFileSync } from "node:fs";

import { printed } from "./prerequisite";

/** Whether a process runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether a process has ended and its parent has not collected it yet; https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}

/** Command line of a process; empty when there is no such process. */
export function commandOf(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file)
    ? readFileSync(file, "utf8").replaceAll("\0", " ")
    : (printed("ps", ["-ww", "-o", "args=", "-p", String(pid)]) ?? "");
}
