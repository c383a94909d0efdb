import { Sandbox } from "@groundwork-iac/sandbox";

import type { Held } from "../engine/checkpoint";
import { demoUsers } from "./demo-users";
import { excusedBy, type GuidanceOptions } from "../gate/inputs/guidance";
import { liveHints, packagesOf, serverLines, startLive } from "./live";
import { chosen, type Project, readProject, stacksOf } from "../engine/project";
import { type BringOptions, Runner, say } from "../engine/runner";

export interface SandboxOptions extends BringOptions, GuidanceOptions {
  /** On real servers of this machine, where there are some; a sandbox that has them keeps them. */
  readonly live?: boolean;
  /** The named stacks and no others. */
  readonly only?: boolean;
}

/** Makes the sandbox ready and brings stacks up, each behind the ones that it reads. */
export async function sandboxUp(
  root: string,
  names: readonly string[],
  options: SandboxOptions,
): Promise<void> {
  const project = readProject(root);
  const stacks = chosen(project, names, options.only ?? false);
  const sandbox = new Sandbox(project);
  await sandbox.prepare(say);
  const description = await startLive(sandbox, project, options.live ?? false, say);
  const excused = excusedBy(project, options);
  await told(sandbox, async () => (await runnerOf(sandbox, project, "up")).up(stacks, excused));
  if (description !== undefined && project.organization !== undefined) {
    const { identity } = project.organization;
    const realm = identity.mode === "existing" ? undefined : identity.realm;
    liveHints(sandbox, description, realm).forEach(say);
    (await demoUsers(project.organization, description, sandbox.live)).forEach(say);
  }
}

/** What is up: stacks with their outputs, and the store's inventory. */
export async function sandboxStatus(root: string, json: boolean): Promise<void> {
  const project = readProject(root);
  const sandbox = new Sandbox(project);
  sandbox.mend(say);
  const runner = sandbox.exists ? await runnerOf(sandbox, project, "up") : undefined;
  const stacks = (await runner?.describe()) ?? [];
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

/**
 * Destroys every stack, those that others read last, purges what its declaration retains, and
 * removes the sandbox when nothing else is left in it.
 */
export async function sandboxDown(root: string): Promise<void> {
  const project = readProject(root);
  const sandbox = new Sandbox(project);
  if (!sandbox.exists) {
    if (sandbox.live.isWanted) {
      await sandbox.live.stop();
      sandbox.remove();
    }
    console.log("no sandbox here");
    return;
  }
  const { spec } = sandbox.live;
  if (spec !== undefined) {
    await sandbox.live.start(spec, say);
    await sandbox.mendLive(say);
  }
  sandbox.mend(say);
  const runner = await runnerOf(sandbox, project, "down");
  const stacks =
    project.organization === undefined
      ? stacksOf(project, [...(await runner.names())].sort())
      : stacksOf(project, []);
  const retained = await told(sandbox, () =>
    runner.down(stacks, (name) =>
      sandbox.pulumi("state", "unprotect", "--all", "--yes", "--stack", name),
    ),
  );
  purge(sandbox, retained);
  const left = [
    ...Object.entries(sandbox.inventory()).map(([token, count]) => `${count} x ${token}`),
    ...[...(await runner.names())].map((name) => `stack ${name}`),
  ];
  if (left.length > 0) {
    throw new Error(`left over in ${sandbox.paths.state}: ${left.join(", ")}`);
  }
  await sandbox.live.stop();
  sandbox.remove();
  console.log("everything is destroyed; the offline cloud's store is empty");
}

/** Runs `work`; when it fails and a live server is down, that is told, too. */
async function told<T>(sandbox: Sandbox, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (sandbox.live.isWanted) {
      await sandbox.live.whole().catch((why: unknown) => {
        throw new Error([error, why].map(messageOf).join("\n"), { cause: error });
      });
    }
    throw error;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function runnerOf(sandbox: Sandbox, project: Project, verb: string): Promise<Runner> {
  const command = `groundwork sandbox ${verb}`;
  const place = sandbox.live.isWanted ? "SIMULATED cloud, live servers" : "SIMULATED cloud";
  return new Runner(project, await sandbox.workspace(), place, command);
}

/** Lists what stays in the cloud by declaration, and takes it out of the offline one. */
function purge(sandbox: Sandbox, retained: readonly Held[]): void {
  for (const { type, id = "" } of retained) {
    if (sandbox.purge(type, id)) {
      console.log(`retained by declaration, purged here: ${type} ${id}`);
    }
  }
}
