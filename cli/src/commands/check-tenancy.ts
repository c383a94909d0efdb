import type { TenancyOptions } from "../actions/check-tenancy";
import type { DocumentedCommand } from "./documented";
import { json, output } from "./options";

export function registerCheckTenancy(parent: DocumentedCommand, root: string): void {
  parent
    .command("tenancy")
    .description("Try on the sandbox's live servers every access that is declared or refused.")
    .option("--md", "print Markdown")
    .addOption(output("--junit <file>", "write JUnit XML, for CI"))
    .option(...json)
    .example("groundwork check tenancy", "each access that is not as declared; needs --live")
    .action(async (options: TenancyOptions) => {
      const { checkTenancy } = await import("../actions/check-tenancy.js");
      await checkTenancy(root, options);
    });
}
