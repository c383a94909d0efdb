import type { NetworkOptions } from "../actions/check-network";
import type { DocumentedCommand } from "./documented";
import { input, json, output } from "./options";

export function registerCheckNetwork(parent: DocumentedCommand, root: string): void {
  parent
    .command("network")
    .description("Check the address plan: room per tier and zone, and how long it lasts.")
    .option("--write", "write the ranges that the plan gives out to organization/addresses.json")
    .addOption(
      output("--html <file>", "write the plan as a page, with charts of need and capacity"),
    )
    .option(
      "--quotas <account/region=file...>",
      "compare with an account's quotas, as aws service-quotas list-service-quotas printed them",
    )
    .addOption(
      input(
        "--audit <file>",
        "check a table or a plan that someone wrote by hand; docs/address-audit.md describes the file",
      ),
    )
    .option(...json)
    .example("groundwork check network", "a table with a row per zone of each tier")
    .action(async (options: NetworkOptions) => {
      const { checkNetwork } = await import("../actions/check-network.js");
      await checkNetwork(root, options);
    });
}
