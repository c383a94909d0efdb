import { realpathSync } from "node:fs";

import { livePackages, Sandbox, type SeedFault } from "@groundwork-iac/sandbox";

import { counted } from "../engine";
import { readProject } from "../project";
import { readSeeds } from "./seed-file";

/**
 * Makes the offline cloud hold the resources of a file as ones that no stack owns, and removes the ones
 * that the file has no more.
 * @throws Error with every fault of the file; then nothing has changed.
 */
export async function sandboxSeed(root: string, file: string, json: boolean): Promise<void> {
  const project = readProject(root);
  const seeds = readSeeds(file);
  const sandbox = new Sandbox(project);
  const onServers = sandbox.live.isWanted
    ? seeds.filter(({ type }) => livePackages.includes(type.split(":")[0] ?? ""))
    : [];
  const result =
    onServers.length > 0
      ? { faults: onServers.map(({ name, type }) => onServer(name, type)) }
      : await sandbox.seed(realpathSync(file), seeds);
  if ("faults" in result) {
    const lines = result.faults.map(({ seed, path, reason }) => {
      const at = path === "" ? "" : `.${path}`;
      return `  - ${file}: resources.${seed}${at}: ${reason}`;
    });
    throw new Error(["nothing is seeded:", ...lines].join("\n"));
  }
  const { seedings } = result;
  if (json) {
    console.log(JSON.stringify({ file, folder: sandbox.paths.state, seedings }, undefined, 2));
    return;
  }
  const changed = seedings.filter(({ change }) => change !== "unchanged");
  changed.forEach(({ name, type, id, change }) => {
    console.log(`${change}: ${name}, ${type} ${id} (SIMULATED)`);
  });
  const there = seedings.filter(({ change }) => change !== "removed").length;
  console.log(
    `${counted(there, "resource")} of ${file} there before any stack, ${changed.length} changed; ` +
      "`groundwork sandbox down` keeps them, and `--purge` removes them",
  );
}

const onServer = (seed: string, type: string): SeedFault => ({
  seed,
  path: "type",
  reason: `want a kind of the offline cloud, got "${type}", whose server is live here; make it there`,
});
