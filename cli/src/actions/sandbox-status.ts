import { Sandbox } from "@groundwork-iac/sandbox";

import { counted, describedStacks, say, unverifiedLines } from "../engine";
import { readProject } from "../project";
import { packagesOf, serverLines } from "./live";
import { placeIn } from "./sandbox-place";

/** Prints the stacks that are up with their outputs, and the inventory of the offline cloud. */
export async function sandboxStatus(root: string, json: boolean): Promise<void> {
  const project = readProject(root);
  const sandbox = new Sandbox(project);
  sandbox.mend(say);
  const stacks = sandbox.exists ? await describedStacks(await placeIn(sandbox, project, "up")) : [];
  const inventory = sandbox.inventory();
  const seeds = sandbox.seeded();
  const unverified = sandbox.unverified();
  const servers = await sandbox.live.status();
  const packages = packagesOf(sandbox.live.isWanted);
  if (json) {
    const folder = sandbox.paths.state;
    const seeded = seeds.map(({ token, id, seed: { name, file } }) => {
      return { name, type: token, id, file };
    });
    const status = { stacks, inventory, seeded, unverified, folder, packages, servers };
    console.log(JSON.stringify(status, undefined, 2));
    return;
  }
  if (sandbox.live.isWanted) {
    const { live, simulated } = packages;
    const rest = [...simulated, "releases of Helm"].join(", ");
    console.log(`on live servers: ${live.join(", ")}; SIMULATED: ${rest}`);
    serverLines(servers).forEach((line) => {
      console.log(`  ${line}`);
    });
  }
  stacks.forEach(({ name, resources }) => {
    console.log(`${name}: ${resources} resources`);
  });
  Object.entries(inventory).forEach(([token, count]) => {
    console.log(`  ${count} x ${token} (${packages.isLive(token) ? "live" : "SIMULATED"})`);
  });
  unverifiedLines(unverified).forEach((line) => {
    console.log(line);
  });
  for (const file of new Set(seeds.map(({ seed }) => seed.file))) {
    const count = seeds.filter(({ seed }) => seed.file === file).length;
    console.log(`seeded: ${counted(count, "resource")} of ${file}, which no stack has made`);
  }
  if (stacks.length === 0) {
    console.log("no stack is up; `groundwork sandbox up` brings them up");
  }
}
