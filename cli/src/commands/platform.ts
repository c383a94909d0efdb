import { planBatches } from "@groundwork-iac/platform/plan";

import { excusedBy, type GuidanceOptions } from "../gate/inputs/guidance";
import { placeOf } from "../engine/place";
import { chosen, readProject, stacksOf } from "../engine/project";
import type { RunOptions } from "../engine/runner";

export interface UpOptions extends RunOptions, GuidanceOptions {
  /** The named stacks and no others. */
  readonly only?: boolean;
  /** Key of new stacks' secrets, such as `awskms://alias/groundwork`. Default: Pulumi's own. */
  readonly secretsProvider?: string;
}

/** Brings stacks up in the backend and accounts of the current environment. */
export async function up(
  root: string,
  names: readonly string[],
  options: UpOptions,
): Promise<void> {
  const { only = false } = options;
  const project = readProject(root);
  const stacks = chosen(project, names, only);
  const { runner } = await placeOf(project, "up", options);
  await runner.up(stacks, excusedBy(project, options));
}

/** Prints all stacks of the organisation in the batches in which CI brings them up. */
export function plan(root: string, json: boolean): void {
  const { organization } = readProject(root);
  if (organization === undefined) {
    throw new Error(`${root} declares no organisation: want a folder organization/, got none`);
  }
  const batches = planBatches(organization);
  if (json) {
    console.log(JSON.stringify(batches));
    return;
  }
  for (const { name, kind, approval, stacks } of batches) {
    console.log(`${kind} ${name}, approved by ${approval}: ${stacks.join(", ")}`);
  }
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
  const { runner, unprotect } = await placeOf(project, "down");
  const retained = await runner.down(chosen, unprotect);
  retained.forEach(({ type, id = "" }) => {
    console.log(`retained by declaration: ${type} ${id}`);
  });
}
