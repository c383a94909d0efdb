import { existsSync, globSync } from "node:fs";
import { join } from "node:path";

/** Paths of a file backend's states, `<stack>.json`, or of its locks, `<stack>/<id>.json`. */
export function backendFiles(backend: string, kind: "stacks" | "locks"): string[] {
  const folder = join(backend, ".pulumi", kind);
  return existsSync(folder)
    ? globSync("**/*.json", { cwd: folder }).map((file) => join(folder, file))
    : [];
}
