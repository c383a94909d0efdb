import { execFileSync } from "node:child_process";

/** What this machine lacks, and how to get it. */
export class PrerequisiteError extends Error {}

/** Tells one line of progress. */
export type Progress = (line: string) => void;

/** What a command prints, errors too; nothing when there is no such command or it fails. */
export function printed(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync("sh", ["-c", '"$0" "$@" 2>&1', command, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}
