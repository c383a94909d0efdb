/**
 * Keeps Node's compiled code for the next preview: to load the SDK takes most of the pack's start.
 * Node uses kept code only for the same text of a file. The folder is the user's own, since whoever
 * writes there decides what runs. `NODE_COMPILE_CACHE` names another folder,
 * `NODE_DISABLE_COMPILE_CACHE=1` turns it off.
 */
import { existsSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

try {
  const caches = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  if (isAbsolute(caches) && existsSync(caches)) {
    const own = join(caches, "groundwork");
    const folder = join(own, "compiled");
    // One by one: a recursive mkdir does not come back from a place such as /proc.
    [own, folder].filter((each) => !existsSync(each)).forEach((each) => mkdirSync(each));
    enableCompileCache(folder);
  }
} catch {
  // A user without a home has it compiled each time.
}
