import type { RetireOptions } from "../actions/team-retire";
import type { DocumentedCommand } from "./documented";
import { inSandbox, json } from "./options";

export function registerTeamRetire(parent: DocumentedCommand, root: string): void {
  parent
    .command("retire")
    .description("Show the fate of each resource of a team; with --confirm, retire the team.")
    .argument("<team>", "name of the team's file, without .yaml")
    .option("--confirm <team>", "name of the team once more: revoke its rights, delete the rest")
    .option(...inSandbox)
    .option(...json)
    .example("groundwork team retire checkout", "the plan, which changes nothing")
    .action(async (team: string, options: RetireOptions) => {
      const { retireTeam } = await import("../actions/team-retire.js");
      await retireTeam(root, team, options);
    });
}
