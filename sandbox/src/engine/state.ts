import { copyFileSync, readFileSync, statfsSync } from "node:fs";
import { basename } from "node:path";

import { backendFiles } from "./backend";
import { makeFolder } from "../processes/folders";
import { PrerequisiteError, type Progress } from "../processes/prerequisite";

/** Room for a copy of the engine, if it can't be linked, and for the state of a large organisation. */
const wantedMegabytes = 200;

/**
 * A write to a full disk leaves half a file, so there must be room before anything is written.
 * @throws PrerequisiteError that names the folder and the missing room.
 */
export function requireRoom(folder: string, wanted = wantedMegabytes): void {
  makeFolder(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < wanted) {
    throw new PrerequisiteError(
      `${folder}: want ${wanted} MB free, got ${free}; make room, or name another place in XDG_STATE_HOME`,
    );
  }
}

/**
 * Puts the write before the last in place of a state that a full disk or a crash cut short.
 * @throws Error that names each state without an earlier write, and how to start anew.
 */
export function mendStates(backend: string, folder: string, progress: Progress): void {
  const lost: string[] = [];
  for (const path of backendFiles(backend, "stacks")) {
    if (isWhole(path)) {
      continue;
    }
    if (isWhole(`${path}.bak`)) {
      copyFileSync(`${path}.bak`, path);
      progress(`${basename(path, ".json")}: its last write was cut short; took the one before`);
    } else {
      lost.push(path);
    }
  }
  if (lost.length > 0) {
    throw new Error(
      [
        ...lost.map((path) => `${path}: want the state of a stack, got a file that was cut short`),
        `Remove ${folder} and run \`groundwork sandbox up\` again; it holds nothing but the simulation.`,
      ].join("\n"),
    );
  }
}

function isWhole(path: string): boolean {
  try {
    JSON.parse(readFileSync(path, "utf8"));
    return true;
  } catch {
    return false;
  }
}

/** The stacks whose state has operations that were under way when the engine died. */
export function interruptedIn(backend: string): string[] {
  return backendFiles(backend, "stacks").flatMap((path) => {
    const { checkpoint } = JSON.parse(readFileSync(path, "utf8")) as Checkpoint;
    const pending = checkpoint?.latest?.pending_operations ?? [];
    return pending.length === 0 ? [] : [basename(path, ".json")];
  });
}

interface Checkpoint {
  readonly checkpoint?: {
    readonly latest?: { readonly pending_operations?: readonly unknown[] } | null;
  };
}
