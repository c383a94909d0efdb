/** Makes the copy without `cli/` and `sandbox/` in a process of its own, and prints its path. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import { makeStandaloneCopy } from "../standalone-copy.mts";

try {
  console.log(makeStandaloneCopy(dirname(dirname(dirname(fileURLToPath(import.meta.url))))));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
