import type { KubeconfigOptions } from "../actions/team-kubeconfig";
import type { DocumentedCommand } from "./documented";
import { inSandbox } from "./options";

export function registerTeamKubeconfig(parent: DocumentedCommand, root: string): void {
  parent
    .command("kubeconfig")
    .description("Print settings of kubectl that log the team's people in through the realm.")
    .argument("<team>", "name of the team's file, without .yaml")
    .argument("<environment>", "one of the team's environments")
    .option(...inSandbox)
    .example("groundwork team kubeconfig checkout dev > kubeconfig", "a file for KUBECONFIG")
    .action(async (team: string, environment: string, options: KubeconfigOptions) => {
      const { printKubeconfig } = await import("../actions/team-kubeconfig.js");
      await printKubeconfig(root, team, environment, options);
    });
}
