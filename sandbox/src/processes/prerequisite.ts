import { execFileSync } from "node:child_process";

/** A program or room that this machine lacks, and how to get it. */
export class PrerequisiteError extends Error {}

/** Prints one line of progress. */
export type Progress = (line: string) => void;

/** A command's output, errors too; nothing if there is no such command or it fails. */
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
