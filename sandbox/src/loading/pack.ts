/** Loaded by Node before a policy pack, as the language host starts it: the same pack starts sooner. */
import { createRequire } from "node:module";
import { join } from "node:path";

import { loadLater } from "./load-later";
import { lighten } from "./lighten";

const folder = process.cwd();
const sdk = lighten(folder);
if (sdk !== undefined) {
  // Finds the source of functions that a program serialises; a pack serialises none.
  loadLater(join(sdk, "runtime/closure/v8Hooks.js"), {
    isInitializedAsync: () => Promise.resolve(),
  });
  if (isCompiled(folder)) {
    const nothing = join(__dirname, "no-typescript.js");
    loadLater(join(sdk, "tsutils.js"), {
      typeScriptRequireStrings: () => ({ tsnodeRequire: nothing, typescriptRequire: nothing }),
      loadTypeScriptCompilerOptions: () => ({}),
    });
  }
}

/** Whether the pack is JavaScript: the SDK would load a compiler of TypeScript even so. */
function isCompiled(pack: string): boolean {
  try {
    return createRequire(join(pack, "_.js")).resolve(pack).endsWith(".js");
  } catch {
    return false;
  }
}
