import type { DownOptions } from "../actions/down";
import type { DocumentedCommand } from "./documented";
import { listed, stacks } from "./options";

export function registerDown(parent: DocumentedCommand, root: string): void {
  parent
    .command("down")
    .description("Release the protection of stacks in your accounts, and destroy them.")
    .argument(...stacks)
    .requiredOption("--confirm <project>", "name of the project, as Pulumi.yaml has it")
    .addOption(listed("--keep <id>", "a resource that stays, such as a bucket; repeatable"))
    .example(
      "groundwork down workspace.checkout.dev --confirm groundwork",
      "one stack of the project groundwork",
    )
    .example(
      "groundwork down account.dev --confirm groundwork --keep acme-groundwork-state-111111111111",
      "an account without its bucket of states, which is not empty",
    )
    .action(async (names: string[], options: DownOptions) => {
      const { down } = await import("../actions/down.js");
      await down(root, names, options);
    });
}
