import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Tells a plugin whether the SDK's declarations are enough for a kind without facts: `true` or `false`. */
export const bySdkVariable = "GROUNDWORK_BY_SDK";

/** The package in whose checkout every kind needs facts. */
const home = "@groundwork-iac/platform";

/** Whether a project is outside a checkout of this repository. */
export function isForeign(folder: string): boolean {
  const above = dirname(folder);
  return nameIn(folder) !== home && (above === folder || isForeign(above));
}

function nameIn(folder: string): unknown {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as object;
    return "name" in manifest ? manifest.name : undefined;
  } catch {
    return undefined;
  }
}
