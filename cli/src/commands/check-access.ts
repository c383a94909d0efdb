import type { AccessOptions } from "../actions/check-access";
import type { DocumentedCommand } from "./documented";
import { json } from "./options";

export function registerCheckAccess(parent: DocumentedCommand, root: string): void {
  parent
    .command("access")
    .description("Show who may do what, a line per team, from the organisation's files.")
    .option("--md", "print Markdown (the default, except with --diff)")
    .option("--team <team>", "print every right of one team")
    .option("--all", "print every right of everyone")
    .option("--diff <ref>", "show rights gained and lost since a git ref, administrators' first")
    .option(...json)
    .example("groundwork check access --diff main", "the rights that a branch would change")
    .action(async (options: AccessOptions) => {
      const { checkAccess } = await import("../actions/check-access.js");
      checkAccess(root, options);
    });
}
