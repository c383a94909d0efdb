#!/usr/bin/env node
import "@groundwork-iac/sandbox/dist/loading/command";

import { Command } from "commander";

import { type AccessOptions, checkAccess } from "./commands/check-access";
import { checkIssuerOf, type IssuerOptions } from "./commands/check-issuer";
import { checkTenancy, type TenancyOptions } from "./commands/check-tenancy";
import { checkNetwork, type NetworkOptions } from "./commands/check-network";
import { gate, type GateOptions } from "./gate/gate";
import { GateError } from "./gate/judging/verdict";
import { type EstateOptions, gateEstate } from "./gate/estate";
import { down, plan, up, type UpOptions } from "./commands/platform";
import { sandboxDown, type SandboxOptions, sandboxStatus, sandboxUp } from "./commands/sandbox";
import { printKubeconfig, retireTeam, type TeamOptions } from "./commands/team";
import { runTests } from "./test";

/** Exit codes, as `groundwork --help` prints them. */
export const exitCodes = { failed: 1, usage: 2, prerequisite: 3 } as const;

const root = process.env["GROUNDWORK_ROOT"] ?? process.cwd();
const program = new Command("groundwork")
  .description("An engineering platform's first useful version, as code.")
  .addHelpText(
    "after",
    "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 something is missing here.",
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitCodes.usage));

const policyConfig = [
  "--policy-config <file>",
  "settings of the rules, by id; default: policy.json of the organisation",
] as const;
const json = ["--json", "print JSON"] as const;
const only = ["--only", "the named stacks and no others; what they read must be up"] as const;
const inSandbox = ["--sandbox", "of the sandbox, and not of the current backend"] as const;
const refresh = ["--refresh", "first look at what the cloud holds, so that drift is seen"] as const;

program
  .command("up")
  .description("Bring stacks up in your accounts, each behind the ones that it reads.")
  .argument("[stacks...]", "names such as network.dev; default: all")
  .option(...only)
  .option("--secrets-provider <url>", "key of new stacks' secrets, such as awskms://alias/name")
  .option(...refresh)
  .option(...policyConfig)
  .option(...json)
  .action((stacks: string[], options: UpOptions) => up(root, stacks, options));
program
  .command("plan")
  .description("Show all stacks in the batches in which CI brings them up.")
  .option(...json)
  .action((options: { json?: boolean }) => {
    plan(root, options.json ?? false);
  });
program
  .command("down")
  .description("Release protection and destroy stacks in your accounts.")
  .argument("[stacks...]", "names such as network.dev; default: all")
  .requiredOption("--confirm <project>", "name of the project, as Pulumi.yaml has it")
  .action((stacks: string[], { confirm }: { confirm: string }) => down(root, stacks, confirm));
program
  .command("gate")
  .description("Preview stacks past the policy pack, with its waivers, approvals and baseline.")
  .argument("[stacks...]", "names such as network.dev")
  .option("--after", "judge what is up: its recorded state by the pack, and whether it has drifted")
  .option("--estate", "judge all stacks together: what is declared, and what is up")
  .option("--state <files...>", "with --estate: files of pulumi stack export, for the backend")
  .option("--comment <file>", "write what was found as Markdown, for a pull request")
  .option("--sarif <file>", "write what was found as SARIF 2.1.0")
  .option("--settings <file>", "write what the pack is told, for pulumi's --policy-pack-config")
  .option(
    "--baseline <file>",
    "known violations: written when the file is not there, else shrunk; new ones close the gate",
  )
  .option(...inSandbox)
  .addHelpText("after", "\nExit codes: 0 the gate is open, 1 closed, 2 it could not judge.")
  .option(...refresh)
  .option(...policyConfig)
  .option(...json)
  .action((stacks: string[], options: GateOptions & EstateOptions) => {
    if (stacks.length === 0 && options.estate !== true) {
      program.error("error: missing required argument 'stacks', or --estate");
    }
    return options.estate === true
      ? gateEstate(root, { ...options, stacks })
      : gate(root, stacks, options);
  });

const check = program.command("check").description("Check what is declared, without a cloud.");
check
  .command("network")
  .description("Check the address plan: room by tier and zone, and how long it lasts.")
  .option("--write", "write what the plan gives out to organization/addresses.json")
  .option("--html <file>", "write the plan as a page, with a chart of need against capacity")
  .option(
    "--quotas <account/region=file...>",
    "check what an account has, as aws service-quotas list-service-quotas printed it",
  )
  .option(
    "--audit <file>",
    "check a plan that someone wrote by hand; docs/address-audit.md says what is in it",
  )
  .option(...json)
  .action((options: NetworkOptions) => checkNetwork(root, options));
check
  .command("access")
  .description("Show who may do what where, from what is declared.")
  .option("--md", "print Markdown, the default but for --diff")
  .option("--diff <ref>", "show what came and went since a git ref, administrators' rights first")
  .option(...json)
  .action((options: AccessOptions) => {
    checkAccess(root, options);
  });
check
  .command("issuer")
  .description("Ask the issuer of people's tokens whether it fits; the one check that calls it.")
  .option(...json)
  .action((options: IssuerOptions) => checkIssuerOf(root, options));
check
  .command("tenancy")
  .description("Try on the sandbox's live servers what is declared allowed and refused.")
  .option("--md", "print Markdown")
  .option("--junit <file>", "write JUnit's XML")
  .option(...json)
  .action((options: TenancyOptions) => checkTenancy(root, options));

const sandbox = program
  .command("sandbox")
  .description("The platform on this machine: the real Pulumi engine and an offline cloud.");
sandbox
  .command("up")
  .description("Bring stacks up, and what they need; all of the organisation's by default.")
  .argument("[stacks...]", "names such as network.dev")
  .option("--preview", "preview each stack first, and tell what the policy pack can't judge yet")
  .option("--live", "on real servers of this machine: Kubernetes' API, Keycloak, OpenBao")
  .option(...only)
  .option(...refresh)
  .option(...policyConfig)
  .option(...json)
  .action((stacks: string[], options: SandboxOptions) => sandboxUp(root, stacks, options));
sandbox
  .command("status")
  .description("Show stacks, outputs (secrets masked) and what the offline cloud holds.")
  .option(...json)
  .action((options: { json?: boolean }) => sandboxStatus(root, options.json ?? false));
sandbox
  .command("down")
  .description("Destroy all stacks, prove that nothing is left, and remove the sandbox.")
  .action(() => sandboxDown(root));
const team = program
  .command("team")
  .description("What a team's people and administrators ask for.");
team
  .command("kubeconfig")
  .description("Print settings of kubectl that log in through the realm.")
  .argument("<team>", "name of the team's file")
  .argument("<environment>", "one of the team's environments")
  .option(...inSandbox)
  .action((name: string, environment: string, options: TeamOptions) =>
    printKubeconfig(root, name, environment, options),
  );
team
  .command("retire")
  .description("Show what becomes of everything of a team; with --confirm, do it.")
  .argument("<team>", "name of the team's file")
  .option("--confirm <team>", "the name once more, to revoke and delete")
  .option(...inSandbox)
  .option(...json)
  .action((name: string, options: TeamOptions) => retireTeam(root, name, options));
program
  .command("test")
  .description("Check, lint and test this checkout.")
  .action(() => runTests(root));

program.parseAsync().catch((error: unknown) => {
  const missing = error instanceof Error && error.constructor.name === "PrerequisiteError";
  console.error(`groundwork: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof GateError) {
    process.exit(error.exitCode);
  }
  process.exit(missing ? exitCodes.prerequisite : exitCodes.failed);
});
