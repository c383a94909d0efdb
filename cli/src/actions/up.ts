import { type BringOptions, bringUp, placeOf } from "../engine";
import { excusedBy, type GuidanceOptions } from "../gate";
import { chosen, readProject } from "../project";
import { sayImplied } from "./implied";

export interface UpOptions extends Omit<BringOptions, "preview">, GuidanceOptions {
  /** Bring up the named stacks alone. */
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
  sayImplied(project);
  const place = await placeOf(project, "up", options);
  await bringUp(place, stacks, excusedBy(project, stacks, options));
}
