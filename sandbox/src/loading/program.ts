/**
 * Loaded by Node before a program or a policy pack, as the language host starts them: the same SDK
 * runs the same program, but sooner.
 */
import { createRequire, setSourceMapsSupport } from "node:module";
import { join } from "node:path";

import { simulatedPackages } from "../packages";
import { cacheFolder } from "../paths";
import { keepCompiled } from "./keep-compiled";
import { loadLater } from "./load-later";
import { lightenSdks } from "./sdk";
import { runTypeScript } from "./typescript";

const [, runner = ""] = process.argv;
const folder = process.cwd();
keepCompiled();

// Node maps stack traces itself, and only those of the program: the SDK asks for one at every promise.
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
loadLater(createRequire(runner).resolve("source-map-support/register"));

lightenSdks(join(folder, "_.js"), simulatedPackages);
if (
  process.env["PULUMI_NODEJS_TYPESCRIPT"] === "true" &&
  runTypeScript(folder, join(cacheFolder(), "transpiled"))
) {
  process.env["PULUMI_NODEJS_TYPESCRIPT"] = "false";
}
