import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

import { PrerequisiteError } from "./prerequisite";

/**
 * Makes a folder and the ones above it, one at a time: Node.js's recursive mkdir never returns in a
 * folder such as /proc.
 * @throws PrerequisiteError that names the folder which can't be made.
 */
export function makeFolder(path: string, mode?: number): void {
  if (isFolder(path)) {
    return;
  }
  makeFolder(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isFolder(path)) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      throw unmakeable(path, code);
    }
  }
}

/**
 * Checks that a folder is there or could be made, without making it.
 * @throws PrerequisiteError that names what is in its place.
 */
export function requireMakeable(path: string): void {
  if (isFolder(path)) {
    return;
  }
  if (existsSync(path)) {
    throw unmakeable(path, "a file");
  }
  requireMakeable(dirname(path));
}

const unmakeable = (path: string, got: string) =>
  new PrerequisiteError(
    `${path}: want a folder, or to make one, got ${got}; check the path and its rights, ` +
      "or name another place in XDG_STATE_HOME or XDG_CACHE_HOME",
  );

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return path === dirname(path);
  }
}
