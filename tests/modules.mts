import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const scope = "@groundwork-iac";

/**
 * Makes a `node_modules` of links to another's packages, but of this project's own only to the named
 * ones: nothing that resolves from here finds the others.
 * @param own Folder of each of this project's packages that is there, by its name without the scope.
 */
export function linkModules(from: string, to: string, own: Readonly<Record<string, string>>): void {
  mkdirSync(join(to, scope), { recursive: true });
  for (const entry of readdirSync(from).filter((name) => name !== scope)) {
    symlinkSync(join(from, entry), join(to, entry));
  }
  for (const [name, folder] of Object.entries(own)) {
    symlinkSync(folder, join(to, scope, name));
  }
}
