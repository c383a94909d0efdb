import type { SandboxDownOptions } from "../actions/sandbox-down";
import type { DocumentedCommand } from "./documented";

export function registerSandboxDown(parent: DocumentedCommand, root: string): void {
  parent
    .command("down")
    .description(
      "Destroy all stacks, prove that nothing is left but what declarations retain, and remove the sandbox.",
    )
    .option(
      "--purge",
      "remove what declarations retain (AWS would keep it) and what is seeded, too",
    )
    .example("groundwork sandbox down --purge", "the machine as it was before")
    .action(async (options: SandboxDownOptions) => {
      const { sandboxDown } = await import("../actions/sandbox-down.js");
      await sandboxDown(root, options);
    });
}
