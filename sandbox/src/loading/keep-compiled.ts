import { existsSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { dirname, isAbsolute, join } from "node:path";

import { cacheFolder } from "../paths";

/**
 * Makes Node cache the code that it compiles, for the next process that loads the same files. The folder is the
 * user's own, since anyone who writes there decides which code runs; `NODE_COMPILE_CACHE` names another one.
 */
export function keepCompiled(): void {
  const own = cacheFolder();
  const folder = join(own, "compiled");
  if (isAbsolute(own) && existsSync(dirname(own))) {
    try {
      // One folder at a time: a recursive mkdir never returns in a folder such as /proc.
      [own, folder].filter((each) => !existsSync(each)).forEach((each) => mkdirSync(each));
      enableCompileCache(folder);
    } catch {
      // Without a cache, Node compiles the code each time.
    }
  }
}
