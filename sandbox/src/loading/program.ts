/**
 * Loaded by Node before a program, as the language host starts it: the same SDK runs the same
 * program, but sooner.
 */
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";

import { cacheFolder } from "../paths";
import { lighten } from "./lighten";
import { runTypeScript } from "./typescript";

// A thread of the program's, such as one that loads ES modules, begins with the same arguments for Node.
if (isMainThread) {
  const folder = process.cwd();
  // The SDK leaves ES modules of TypeScript to others once it sees such an argument.
  const argument = process.execArgv.indexOf("--require");
  process.execArgv.splice(argument, argument < 0 ? 0 : 2);
  lighten(folder);
  if (
    process.env["PULUMI_NODEJS_TYPESCRIPT"] === "true" &&
    runTypeScript(folder, join(cacheFolder(), "transpiled"))
  ) {
    process.env["PULUMI_NODEJS_TYPESCRIPT"] = "false";
  }
}
