import type { DocumentedCommand } from "./documented";
import { json } from "./options";

export function registerSandboxStatus(parent: DocumentedCommand, root: string): void {
  parent
    .command("status")
    .description(
      "Show stacks, their outputs (secrets masked), and the resources of the offline cloud.",
    )
    .option(...json)
    .example("groundwork sandbox status", "a line per stack and per kind of resource")
    .action(async (options: { readonly json?: boolean }) => {
      const { sandboxStatus } = await import("../actions/sandbox-status.js");
      await sandboxStatus(root, options.json ?? false);
    });
}
