import type { Command } from "commander";

import { registerCheckAccess } from "./check-access";
import { registerCheckIssuer } from "./check-issuer";
import { registerCheckNetwork } from "./check-network";
import { registerCheckTenancy } from "./check-tenancy";
import { registerCheckTrust } from "./check-trust";
import { DocumentedCommand, group, type Register } from "./documented";
import { registerDown } from "./down";
import { registerGate } from "./gate";
import { SourceOption } from "./options";
import { registerPlan } from "./plan";
import { registerRecover } from "./recover";
import { registerSandboxDown } from "./sandbox-down";
import { registerSandboxSeed } from "./sandbox-seed";
import { registerSandboxStatus } from "./sandbox-status";
import { registerSandboxUp } from "./sandbox-up";
import { registerTeamKubeconfig } from "./team-kubeconfig";
import { registerTeamRetire } from "./team-retire";
import { registerUp } from "./up";
import { exitCodes, HelpShown } from "../failures";

/** Every command, in the order in which the help lists them. */
const commands: readonly Register[] = [
  registerUp,
  registerPlan,
  registerDown,
  registerRecover,
  registerGate,
  group("check", "Check the organisation's files, and servers against them.", [
    registerCheckNetwork,
    registerCheckAccess,
    registerCheckIssuer,
    registerCheckTenancy,
    registerCheckTrust,
  ]),
  group("sandbox", "Run the platform on this machine: the real Pulumi engine, an offline cloud.", [
    registerSandboxUp,
    registerSandboxSeed,
    registerSandboxStatus,
    registerSandboxDown,
  ]),
  group("team", "Serve the people of a team, and retire it.", [
    registerTeamKubeconfig,
    registerTeamRetire,
  ]),
];

/** The whole command; `root` is the folder of the project that it works on. */
export function groundwork(root: string): DocumentedCommand {
  const program = new DocumentedCommand("groundwork")
    .description(
      "An engineering platform's first useful version, as code. It works on the Pulumi project in the current folder, or in that of GROUNDWORK_ROOT.",
    )
    .example("groundwork sandbox up", "the platform of organization/ in an offline cloud")
    .exits("0 done", "1 failed", "2 wrong usage", "3 something is missing here")
    .showHelpAfterError(
      "(groundwork --help lists the commands, and --help after a command its options)",
    )
    .hook("preAction", (_program, command) => requireSources(command))
    .exitOverride(({ exitCode }) => {
      throw new HelpShown(exitCode === 0 ? exitCodes.done : exitCodes.usage);
    });
  commands.forEach((register) => {
    register(program, root);
  });
  return program;
}

/** Checks that files and folders which the command is to read are there. */
async function requireSources(command: Command): Promise<void> {
  const given = command.options.flatMap((option) => {
    const value: unknown = command.getOptionValue(option.attributeName());
    const paths = [value].flat().filter((path) => typeof path === "string");
    return option instanceof SourceOption ? paths.map((path) => ({ option, path })) : [];
  });
  if (given.length === 0) {
    return;
  }
  const { present } = await import("../names.js");
  given.forEach(({ option: { long, source }, path }) => {
    present(long ?? "", source, path);
  });
}
