/**
 * Keeps Node's compiled code for the next preview: to load the SDK takes most of the pack's start.
 * Node uses kept code only for the same text of a file. The folder is the user's own, since whoever
 * writes there decides what runs. `NODE_COMPILE_CACHE` names another folder,
 * `NODE_DISABLE_COMPILE_CACHE=1` turns it off.
 */
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

try {
  const caches = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  // Node hangs if it cannot create the folder.
  if (isAbsolute(caches) && existsSync(caches)) {
    enableCompileCache(join(caches, "groundwork", "compiled"));
  }
} catch {
  // Without a home, Node compiles each time.
}
