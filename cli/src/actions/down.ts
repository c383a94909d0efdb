import { placeOf, requireDestroyable, stackNames, tearDown } from "../engine";
import { knownUp, repeated } from "../names";
import { readProject, stacksOf } from "../project";

export interface DownOptions {
  /** Name of the project, repeated. */
  readonly confirm: string;
  /** Ids of resources that stay. */
  readonly keep?: readonly string[];
}

/**
 * Destroys stacks, each before the stacks that it reads. It releases their protection, so it wants
 * the project's name as confirmation. It touches nothing if it can't destroy them all.
 * @throws UsageError unless the user repeats the project's name.
 * @throws UnknownKeyError when a stack is neither declared nor, where none is declared, up.
 */
export async function down(
  root: string,
  names: readonly string[],
  { confirm, keep = [] }: DownOptions,
): Promise<void> {
  const project = readProject(root);
  repeated("--confirm", project.name, confirm, "this releases protection and destroys");
  const chosen = stacksOf(project, names).filter(
    ({ name }) => names.length === 0 || names.includes(name),
  );
  const place = await placeOf(project, "down");
  if (project.organization === undefined) {
    knownUp(await stackNames(place), names);
  }
  const kept = new Set(keep);
  const all = project.organization === undefined ? chosen : stacksOf(project, []);
  await requireDestroyable(place, chosen, all, { keep: kept, mayChoose: true });
  const retained = await tearDown(place, chosen, { keep: kept });
  retained.forEach(({ type, id = "", retainOnDelete }) => {
    console.log(`retained${retainOnDelete === true ? " by declaration" : ""}: ${type} ${id}`);
  });
  if (retained.length > 0) {
    console.log("what is retained stays in the state; the next `groundwork up` goes on with it");
  }
}
