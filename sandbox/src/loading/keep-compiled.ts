import { existsSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { dirname, isAbsolute, join } from "node:path";

import { cacheFolder } from "../paths";

/**
 * Has Node keep what it compiles, for the next process that loads the same. The folder is the user's
 * own, since whoever writes there says what runs; `NODE_COMPILE_CACHE` names another one.
 */
export function keepCompiled(): void {
  const folder = cacheFolder();
  // Node does not come back from making a folder where none can be made.
  if (isAbsolute(folder) && existsSync(dirname(folder))) {
    try {
      mkdirSync(folder, { recursive: true });
      enableCompileCache(join(folder, "compiled"));
    } catch {
      // It is compiled each time, then.
    }
  }
}
