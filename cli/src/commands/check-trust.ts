import { Option } from "commander";

import type { TrustOptions } from "../actions/check-trust";
import type { DocumentedCommand } from "./documented";
import { inputFolder, json, output } from "./options";

export function registerCheckTrust(parent: DocumentedCommand, root: string): void {
  parent
    .command("trust")
    .description(
      "Tell whether a preview of changed data needs an approval: whether it changes whom a job with credentials connects to.",
    )
    .addOption(
      inputFolder(
        "--base <folder>",
        "the organisation's folder as the base branch has it",
      ).makeOptionMandatory(),
    )
    .addOption(
      // One that is gone is a change of every file, which waits for an approval.
      new Option(
        "--head <folder>",
        "the folder as the change leaves it (default: the project's own)",
      ),
    )
    .addOption(output("--comment <file>", "write the changes of trusted fields as Markdown"))
    .option(...json)
    .example(
      "groundwork check trust --base ../main/organization",
      "preview, or preview-code and the fields that ask for it",
    )
    .action(async (options: TrustOptions) => {
      const { checkTrust } = await import("../actions/check-trust.js");
      checkTrust(root, options);
    });
}
