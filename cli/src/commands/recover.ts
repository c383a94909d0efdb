import type { RecoverOptions } from "../actions/recover";
import type { DocumentedCommand } from "./documented";
import { inSandbox, json, listed } from "./options";

export function registerRecover(parent: DocumentedCommand, root: string): void {
  parent
    .command("recover")
    .description(
      "Say what a stack needs whose last run was killed: its lock, resources that were made and not recorded, a refresh. With --yes, do it.",
    )
    .argument("<stack>", "name such as network.dev")
    .option("--yes", "take the steps")
    .option(...inSandbox)
    .addOption(listed("--found <urn=id>", "a resource that was made, and its id; repeatable"))
    .addOption(listed("--absent <urn>", "a resource that was not made; repeatable"))
    .option(
      "--existing",
      "take over, too, what the program would make and is there already under the same name",
    )
    .addOption(
      listed(
        "--release-lock-of <host>",
        "a machine whose run has ended, though its lock is there; repeatable",
      ),
    )
    .option(...json)
    .example("groundwork recover network.dev", "the steps, each in a line, and nothing done")
    .example("groundwork recover network.dev --yes", "a stack that `up` goes on with")
    .action(async (stack: string, options: RecoverOptions) => {
      const { recoverStack } = await import("../actions/recover.js");
      await recoverStack(root, stack, options);
    });
}
