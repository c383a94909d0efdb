import type { UpOptions } from "../actions/up";
import type { DocumentedCommand } from "./documented";
import { json, only, platform, policyConfig, refresh, stacks } from "./options";

export function registerUp(parent: DocumentedCommand, root: string): void {
  parent
    .command("up")
    .description("Bring stacks up in your accounts, each after the stacks that it reads.")
    .argument(...stacks)
    .option(...only)
    .option(
      "--secrets-provider <url>",
      "key that encrypts the secrets of new stacks, such as awskms://alias/name",
    )
    .option(...refresh)
    .addOption(policyConfig())
    .addOption(platform())
    .option(...json)
    .example("groundwork up network.dev", "the network of dev and all that it needs")
    .action(async (names: string[], options: UpOptions) => {
      const { up } = await import("../actions/up.js");
      await up(root, names, options);
    });
}
