/** Loaded by Node before a policy pack, as the language host starts it: the same pack starts sooner. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";

import { compileLate, type TypeScriptUtilities } from "./absent-typescript";
import { loadLater } from "./load-later";
import { lighten } from "./lighten";

const folder = process.cwd();
const sdk = isMainThread ? lighten(folder) : undefined;
if (sdk !== undefined) {
  // Finds the source of functions that a program serialises; a pack serialises none.
  loadLater(join(sdk, "runtime/closure/v8Hooks.js"), () => ({
    isInitializedAsync: () => Promise.resolve(),
  }));
  if (isCompiled(folder)) {
    const absent = join(__dirname, "absent-typescript.js");
    loadLater(join(sdk, "tsutils.js"), (real) => {
      const load = createRequire(join(sdk, "cmd/run-policy-pack/run.js"));
      compileLate(real as () => TypeScriptUtilities, load);
      return {
        typeScriptRequireStrings: () => ({ tsnodeRequire: absent, typescriptRequire: absent }),
        loadTypeScriptCompilerOptions: () => ({}),
      };
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
