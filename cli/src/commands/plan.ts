import type { DocumentedCommand } from "./documented";
import { json } from "./options";

export function registerPlan(parent: DocumentedCommand, root: string): void {
  parent
    .command("plan")
    .description("Show all stacks in the batches in which CI brings them up.")
    .option(...json)
    .example("groundwork plan", "a line per batch, with its stacks and who approves it")
    .action(async (options: { readonly json?: boolean }) => {
      const { plan } = await import("../actions/plan.js");
      plan(root, options.json ?? false);
    });
}
