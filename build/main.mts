import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { askForPeers } from "./peers.mts";
import { removeStale } from "./stale.mts";

const root = join(import.meta.dirname, "..");

/** Folders of compiled files, by the folder of their sources. */
const compiled = {
  components: "dist/components",
  stacks: "dist/stacks",
  "sandbox/src": "sandbox/dist",
  "cli/src": "cli/dist",
  "policy/src": "policy/dist",
};

// Before the compiler: it would find types of a removed source by the package's name.
for (const [sources, folder] of Object.entries(compiled)) {
  removeStale(join(root, folder), join(root, sources));
}
for (const args of [
  ["node_modules/typescript/bin/tsc", "-b", "tsconfig.build.json", "sandbox", "cli", "policy"],
  ["policy/dist/generator/main.js"],
]) {
  // npm reads what `npm pack --json` prints: a build writes to the other stream.
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
for (const folder of ["components", "stacks"]) {
  askForPeers(join(root, "dist", folder), join(root, "dist/components/lib/peer"));
}
