import type { SandboxUpOptions } from "../actions/sandbox-up";
import type { DocumentedCommand } from "./documented";
import { json, only, platform, policyConfig, refresh, stacks } from "./options";

export function registerSandboxUp(parent: DocumentedCommand, root: string): void {
  parent
    .command("up")
    .description("Bring stacks up in the offline cloud, with the stacks that they need.")
    .argument(...stacks)
    .option("--preview", "preview each stack first, and list the findings of the policy pack")
    .option("--live", "use real servers on this machine: Kubernetes API, Keycloak, OpenBao")
    .option(...only)
    .option(...refresh)
    .addOption(policyConfig())
    .addOption(platform())
    .option(...json)
    .example("groundwork sandbox up", "every stack of the organisation")
    .example("groundwork sandbox up network.dev --preview", "one network, previewed first")
    .action(async (names: string[], options: SandboxUpOptions) => {
      const { sandboxUp } = await import("../actions/sandbox-up.js");
      await sandboxUp(root, names, options);
    });
}
