import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { automation } from "@pulumi/pulumi";

import { readProject, stacksOf } from "./project";
import { Runner, type RunOptions } from "./runner";

/** Brings stacks up in the backend and accounts of the current environment. */
export async function up(
  root: string,
  names: readonly string[],
  options: RunOptions,
): Promise<void> {
  const project = readProject(root);
  const stacks = stacksOf(project, names);
  await (await runnerOf(root, "up")).up(stacks, options);
}

/**
 * Destroys stacks, those that others read last. Asked for by name, since it releases protection.
 * @throws Error unless the project's name is given back as confirmation.
 */
export async function down(root: string, names: readonly string[], confirm: string): Promise<void> {
  const project = readProject(root);
  if (confirm !== project.name) {
    throw new Error(`this releases protection and destroys: want --confirm ${project.name}`);
  }
  const chosen = stacksOf(project, names).filter(
    ({ name }) => names.length === 0 || names.includes(name),
  );
  const retained = await (
    await runnerOf(root, "down")
  ).down(chosen, async (name) => {
    const args = ["state", "unprotect", "--all", "--yes", "--stack", name];
    await promisify(execFile)("pulumi", args, { cwd: root });
  });
  retained.forEach(({ type, id = "" }) => {
    console.log(`retained by declaration: ${type} ${id}`);
  });
}

/** Previews one stack past the policy pack; fails on a violation. */
export async function gate(root: string, name: string, options: RunOptions): Promise<void> {
  await (await runnerOf(root, "gate")).preview(name, options);
}

async function runnerOf(root: string, verb: string): Promise<Runner> {
  const workspace = await automation.LocalWorkspace.create({ workDir: root });
  return new Runner(readProject(root), workspace, "real cloud", `groundwork ${verb}`);
}
