import { placeOf, type PlaceOptions } from "../engine/place";
import { readProject } from "../engine/project";
import { retirementLines } from "../engine/retirement";
import { say } from "../engine/runner";
import { teamKubeconfig } from "./team-kubeconfig";

export interface TeamOptions extends PlaceOptions {
  readonly json?: boolean;
  /** Name of the team, given back so that it is retired. */
  readonly confirm?: string;
}

/** Prints settings of kubectl that log a team's people in through the realm. */
export async function printKubeconfig(
  root: string,
  team: string,
  environment: string,
  options: TeamOptions,
): Promise<void> {
  const { runner, live } = await placeOf(readProject(root), "team kubeconfig", options);
  const outputsOf = (stack: string) => runner.outputs(stack);
  const text = await teamKubeconfig(root, team, environment, outputsOf, live);
  process.stdout.write(text);
}

/**
 * Shows what becomes of everything of a team, by what happens first; given the team's name back, does
 * it: its groups and rights go first, then its places in the clusters. No other team is touched.
 * @throws Error that names the teams there are, when it is none.
 */
export async function retireTeam(root: string, team: string, options: TeamOptions): Promise<void> {
  const project = readProject(root);
  const declared = project.organization?.teams[team];
  if (declared === undefined) {
    const known = Object.keys(project.organization?.teams ?? {}).join(", ");
    throw new Error(`team: want one of ${known}, got "${team}"`);
  }
  if (options.confirm !== undefined && options.confirm !== team) {
    throw new Error(`--confirm: want ${team}, got "${options.confirm}"`);
  }
  const places = declared.environments.map((name) => `workspace.${team}.${name}`);
  const { runner, unprotect } = await placeOf(project, "team retire", options);
  const fated = await runner.fates([`team.${team}`, ...places]);
  if (options.json === true) {
    console.log(JSON.stringify({ team, resources: fated }, undefined, 2));
  } else {
    retirementLines(team, fated).forEach((line) => {
      console.log(line);
    });
  }
  if (options.confirm === undefined) {
    return;
  }
  // Destroyed the other way round: the groups and their rights first.
  const steps = [
    ...places.map((name) => ({ name, after: [] })),
    { name: `team.${team}`, after: places },
  ];
  const retained = await runner.down(steps, unprotect);
  retained.forEach(({ type, id = "" }) => {
    say(`retained by declaration: ${type} ${id}`);
  });
  console.log(`team ${team} is retired; remove teams/${team}.yaml`);
}
