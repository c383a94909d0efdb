import { existsSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { dirname, isAbsolute, join } from "node:path";

import { cacheFolder } from "../paths";

/**
 * Makes Node keep the code that it compiles, for the next process that loads the same files. The folder is the user's
 * own, since whoever writes there says what runs; `NODE_COMPILE_CACHE` names another one.
 */
export function keepCompiled(): void {
  const own = cacheFolder();
  const folder = join(own, "compiled");
  if (isAbsolute(own) && existsSync(dirname(own))) {
    try {
      // One by one: a recursive mkdir does not come back from a place such as /proc.
      [own, folder].filter((each) => !existsSync(each)).forEach((each) => mkdirSync(each));
      enableCompileCache(folder);
    } catch {
      // It is compiled each time, then.
    }
  }
}
