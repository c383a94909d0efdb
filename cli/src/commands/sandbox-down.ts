import type { DocumentedCommand } from "./documented";

export function registerSandboxDown(parent: DocumentedCommand, root: string): void {
  parent
    .command("down")
    .description("Destroy all stacks, prove that nothing is left, and remove the sandbox.")
    .example("groundwork sandbox down", "the machine as it was before")
    .action(async () => {
      const { sandboxDown } = await import("../actions/sandbox-down.js");
      await sandboxDown(root);
    });
}
