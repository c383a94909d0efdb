/**
 * Loaded by Node before a program, as the language host starts it: the same SDK runs the same
 * program, but sooner.
 */
import { join } from "node:path";

import { cacheFolder } from "../paths";
import { lighten } from "./lighten";
import { runTypeScript } from "./typescript";

const folder = process.cwd();
lighten(folder);
if (
  process.env["PULUMI_NODEJS_TYPESCRIPT"] === "true" &&
  runTypeScript(folder, join(cacheFolder(), "transpiled"))
) {
  process.env["PULUMI_NODEJS_TYPESCRIPT"] = "false";
}
