import { Sandbox } from "@groundwork-iac/sandbox";

import { describedStacks, say } from "../engine";
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
  const servers = await sandbox.live.status();
  const packages = packagesOf(sandbox.live.isWanted);
  if (json) {
    const folder = sandbox.paths.state;
    console.log(JSON.stringify({ stacks, inventory, folder, packages, servers }, undefined, 2));
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
  if (stacks.length === 0) {
    console.log("no stack is up; `groundwork sandbox up` brings them up");
  }
}
