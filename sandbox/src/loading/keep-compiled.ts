import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { dirname, join } from "node:path";

import { cacheFolder } from "../paths";
import { makeFolder } from "../processes/folders";

/**
 * Makes Node cache the code that it compiles, for the next process that loads the same files. The folder is the
 * user's own, since anyone who writes there decides which code runs; `NODE_COMPILE_CACHE` names another one.
 */
export function keepCompiled(): void {
  const own = cacheFolder();
  if (existsSync(dirname(own))) {
    try {
      const folder = join(own, "compiled");
      makeFolder(folder);
      enableCompileCache(folder);
    } catch {
      // Without a cache, Node compiles the code each time.
    }
  }
}
