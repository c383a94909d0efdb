import type { DocumentedCommand } from "./documented";
import { stacks } from "./options";

export function registerDown(parent: DocumentedCommand, root: string): void {
  parent
    .command("down")
    .description("Release the protection of stacks in your accounts, and destroy them.")
    .argument(...stacks)
    .requiredOption("--confirm <project>", "name of the project, as Pulumi.yaml has it")
    .example(
      "groundwork down workspace.checkout.dev --confirm groundwork",
      "one stack of the project groundwork",
    )
    .action(async (names: string[], { confirm }: { readonly confirm: string }) => {
      const { down } = await import("../actions/down.js");
      await down(root, names, confirm);
    });
}
