import type { DocumentedCommand } from "./documented";
import { json } from "./options";

export function registerSandboxSeed(parent: DocumentedCommand, root: string): void {
  parent
    .command("seed")
    .description(
      "Make the offline cloud hold what is there before any stack, such as the VPC of mode existing.",
    )
    .argument("<file>", "YAML or JSON file of resources: kind, place, id, inputs")
    .option(...json)
    .example("groundwork sandbox seed before.yaml", "what the company already has")
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const { sandboxSeed } = await import("../actions/sandbox-seed.js");
      await sandboxSeed(root, file, options.json ?? false);
    });
}
