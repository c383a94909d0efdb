import { placeOf, tearDown } from "../engine";
import { readProject, stacksOf } from "../project";

/**
 * Destroys stacks, each before the stacks that it reads. It releases their protection, so it wants
 * the project's name as confirmation.
 * @throws Error unless the user repeats the project's name.
 */
export async function down(root: string, names: readonly string[], confirm: string): Promise<void> {
  const project = readProject(root);
  if (confirm !== project.name) {
    throw new Error(
      `this releases protection and destroys: want --confirm ${project.name}, got "${confirm}"`,
    );
  }
  const chosen = stacksOf(project, names).filter(
    ({ name }) => names.length === 0 || names.includes(name),
  );
  const retained = await tearDown(await placeOf(project, "down"), chosen);
  retained.forEach(({ type, id = "" }) => {
    console.log(`retained by declaration: ${type} ${id}`);
  });
}
