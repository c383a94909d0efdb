import { mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

// Imported before all else, so that Node.js keeps the compiled code of all that follows.
const caches = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
if (isAbsolute(caches) && process.env["NODE_COMPILE_CACHE"] === undefined) {
  const folder = join(caches, "groundwork", "compiled");
  try {
    // Node.js does not come back from making a folder where none can be made.
    mkdirSync(folder, { recursive: true });
    enableCompileCache(folder);
  } catch {
    // The code is compiled at each start, then.
  }
}
