import type { EstateOptions, GateOptions } from "../gate";
import type { DocumentedCommand } from "./documented";
import { inputs, inSandbox, json, output, platform, policyConfig, refresh } from "./options";

export function registerGate(parent: DocumentedCommand, root: string): void {
  const command = parent.command("gate");
  command
    .description("Preview stacks past the policy pack, with its waivers, approvals and baseline.")
    .argument("[stacks...]", "names such as network.dev; required without --estate")
    .option("--after", "judge stacks that are up: their recorded state, and whether they drifted")
    .option("--estate", "judge all stacks together, declared or up")
    .addOption(
      inputs("--state <files...>", "with --estate: files of pulumi stack export, not the backend"),
    )
    .addOption(output("--comment <file>", "write the findings as Markdown, for a pull request"))
    .addOption(output("--sarif <file>", "write the findings as SARIF 2.1.0, for code scanning"))
    .addOption(
      output(
        "--settings <file>",
        "write the settings of the policy pack, for pulumi's --policy-pack-config",
      ),
    )
    .addOption(
      output(
        "--baseline <file>",
        "known violations: written if there is no such file, else shrunk; new ones close the gate",
      ),
    )
    .option(...inSandbox)
    .option(...refresh)
    .addOption(policyConfig())
    .addOption(platform())
    .option(...json)
    .example("groundwork gate network.dev --comment gate.md", "one stack, before a pull request")
    .example("groundwork gate --estate", "every stack that is declared or up, together")
    .exits(
      "0 the gate is open",
      "1 closed",
      "2 it could not judge, or wrong usage",
      "3 something is missing here",
    )
    .action(async (names: string[], options: GateOptions & EstateOptions) => {
      if (names.length === 0 && options.estate !== true) {
        command.error("error: missing required argument 'stacks', or --estate");
      }
      const { gateEstate, gateStacks } = await import("../gate/index.js");
      await (options.estate === true
        ? gateEstate(root, { ...options, stacks: names })
        : gateStacks(root, names, options));
    });
}
