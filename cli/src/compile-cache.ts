import { existsSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

// Imported first, so that Node.js caches the compiled code of every later import.
const named = process.env["XDG_CACHE_HOME"] ?? "";
const caches = isAbsolute(named) ? named : join(homedir(), ".cache");
if (process.env["NODE_COMPILE_CACHE"] === undefined) {
  const own = join(caches, "groundwork");
  const folder = join(own, "compiled");
  try {
    // One folder at a time: a recursive mkdir never returns in a folder such as /proc.
    [caches, own, folder].filter((each) => !existsSync(each)).forEach((each) => mkdirSync(each));
    enableCompileCache(folder);
  } catch {
    // Without a cache, Node.js compiles the code at each start.
  }
}
