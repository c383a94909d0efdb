/**
 * Has Node keep what it compiles, for the next preview: most of what the pack takes to start is to
 * load the SDK. Node takes what it kept only for the same text of a file. The folder is the user's own,
 * since whoever writes there says what runs. `NODE_COMPILE_CACHE` names another folder,
 * `NODE_DISABLE_COMPILE_CACHE=1` turns it off.
 */
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

try {
  const caches = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  // Node does not come back from making a folder where none can be made.
  if (isAbsolute(caches) && existsSync(caches)) {
    enableCompileCache(join(caches, "groundwork", "compiled"));
  }
} catch {
  // A user without a home has it compiled each time.
}
