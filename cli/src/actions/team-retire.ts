import {
  holdingsOf,
  placeOf,
  type PlaceOptions,
  requireDestroyable,
  say,
  tearDown,
} from "../engine";
import { repeated } from "../names";
import { organizationOf, readProject, stacksOf, teamOf } from "../project";
import { heldData } from "./retirement-data";
import { retirementHints } from "./retirement-hints";
import { fatesOf, retirementLines } from "./retirement";

export interface RetireOptions extends PlaceOptions {
  readonly json?: boolean;
  /** Name of the team, repeated to confirm the retirement. */
  readonly confirm?: string;
}

/**
 * Shows the fate of every resource of a team, in the order of the steps. If the user repeats the
 * team's name, it takes the steps: groups and rights go first, then the namespaces in the clusters.
 * No other team is touched, and nothing at all if a step is sure to fail.
 * @throws UnknownKeyError that lists the teams, when none has this name.
 */
export async function retireTeam(
  root: string,
  team: string,
  options: RetireOptions,
): Promise<void> {
  const project = readProject(root);
  const organization = organizationOf(project);
  const declared = teamOf(organization, team);
  if (options.confirm !== undefined) {
    repeated("--confirm", team, options.confirm);
  }
  const workspaces = declared.environments.map((name) => `workspace.${team}.${name}`);
  const place = await placeOf(project, "team retire", options);
  const holdings = await holdingsOf(place, [`team.${team}`, ...workspaces]);
  const fated = holdings.flatMap(fatesOf);
  const hints = [
    ...retirementHints(organization, team),
    ...(await heldData(place, organization, team, holdings)),
  ];
  if (options.json === true) {
    console.log(JSON.stringify({ team, resources: fated, hints }, undefined, 2));
  } else {
    hints.forEach((line) => {
      console.log(line);
    });
    retirementLines(team, fated).forEach((line) => {
      console.log(line);
    });
  }
  if (options.confirm === undefined) {
    return;
  }
  // Reversed, to destroy the groups and their rights first.
  const steps = [
    ...workspaces.map((name) => ({ name, after: [] })),
    { name: `team.${team}`, after: workspaces },
  ];
  await requireDestroyable(place, steps, stacksOf(project, []));
  const retained = await tearDown(place, steps);
  retained.forEach(({ type, id = "" }) => {
    say(`retained by declaration: ${type} ${id}`);
  });
  console.log(`team ${team} is retired; remove teams/${team}.yaml`);
}
