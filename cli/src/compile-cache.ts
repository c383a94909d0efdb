import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

const caches = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");

// Imported before all else, so that Node.js keeps the compiled code of all that follows.
enableCompileCache(process.env["NODE_COMPILE_CACHE"] ?? join(caches, "groundwork", "compiled"));
