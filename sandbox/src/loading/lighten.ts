import { createRequire, setSourceMapsSupport } from "node:module";
import { join } from "node:path";

import { simulatedPackages } from "../packages";
import { keepCompiled } from "./keep-compiled";
import { loadLater } from "./load-later";
import { lightenSdks } from "./sdk";

/**
 * Makes a process of the SDK's runner load the program or policy pack in `folder` sooner.
 * @returns the folder of its SDK.
 */
export function lighten(folder: string): string | undefined {
  const [, runner = ""] = process.argv;
  keepCompiled();
  // Node maps stack traces itself, and only those of the program: the SDK asks for one at every promise.
  setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
  loadLater(createRequire(runner).resolve("source-map-support/register"));
  return lightenSdks(join(folder, "_.js"), simulatedPackages);
}
