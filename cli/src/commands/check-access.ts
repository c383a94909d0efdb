import type { AccessOptions } from "../actions/check-access";
import type { DocumentedCommand } from "./documented";
import { json } from "./options";

export function registerCheckAccess(parent: DocumentedCommand, root: string): void {
  parent
    .command("access")
    .description("Show every subject's rights, from the organisation's files.")
    .option("--md", "print Markdown (the default, except with --diff)")
    .option("--diff <ref>", "show rights gained and lost since a git ref, administrators' first")
    .option(...json)
    .example("groundwork check access --diff main", "the rights that a branch would change")
    .action(async (options: AccessOptions) => {
      const { checkAccess } = await import("../actions/check-access.js");
      checkAccess(root, options);
    });
}
