import { readFileSync } from "node:fs";
import { join } from "node:path";

import { RunError } from "@pulumi/pulumi";

/**
 * Asks for an optional SDK before a file loads it. The build puts a call at the start of each file that
 * needs one, so that whoever lacks it reads a sentence and no stack trace.
 * @param manifest The `package.json` that says which versions fit.
 * @throws pulumi.RunError that names the package, the versions that fit and how to install it.
 */
export function want(
  name: string,
  manifest = join(__dirname, "../../../package.json"),
  resolve: (name: string) => string = require.resolve,
): void {
  try {
    resolve(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") {
      throw error;
    }
    const { peerDependencies } = JSON.parse(readFileSync(manifest, "utf8")) as {
      readonly peerDependencies: Readonly<Record<string, string>>;
    };
    const range = peerDependencies[name] ?? "*";
    throw new RunError(
      `${name}: want this package installed, ${range}, got none; npm install "${name}@${range}"`,
    );
  }
}
