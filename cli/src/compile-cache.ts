import { existsSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

// Imported before all else, so that Node.js keeps the compiled code of all that follows.
const caches = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
if (isAbsolute(caches) && process.env["NODE_COMPILE_CACHE"] === undefined) {
  const own = join(caches, "groundwork");
  const folder = join(own, "compiled");
  try {
    // One by one: a recursive mkdir does not come back from a place such as /proc.
    [caches, own, folder].filter((each) => !existsSync(each)).forEach((each) => mkdirSync(each));
    enableCompileCache(folder);
  } catch {
    // The code is compiled at each start, then.
  }
}
