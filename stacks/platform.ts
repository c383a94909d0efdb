import * as pulumi from "@pulumi/pulumi";

import { contracts, type Exports, type Layer, versionKey } from "./contracts";
import { admissionRequest, type Guardrails } from "./derived/guardrails";
import { UnknownKeyError } from "./derived/required";
import type { ResolvedEnvironment, ResolvedOrganization } from "./derived/resolved/model";
import { resolve } from "./derived/resolved/resolve";
import { loadOrganization, OrganizationError } from "./organization";
import { type OwnProgram, runOwnStack } from "./own-stacks";
import { accountProgram } from "./programs/account";
import { clusterProgram } from "./programs/cluster";
import { environmentProgram } from "./programs/environment";
import { identityProgram } from "./programs/identity";
import { inputOf, type ProgramInputs, type ServicesInput } from "./inputs";
import { networkProgram } from "./programs/network";
import { organizationProgram } from "./programs/organization";
import { servicesProgram } from "./programs/services";
import { teamProgram } from "./programs/team";
import { toolsProgram } from "./programs/tools";
import { workspaceProgram } from "./programs/workspace";

export type * from "./declarations/model";
export type { AdmissionRequest, Guardrails, MakeAdmission } from "./derived/guardrails";
export type { Tool } from "./derived/hosts";
export type * from "./derived/resolved/model";
export type { OwnProgram, OwnStackInput } from "./own-stacks";
export type { ProgramInputs, ServicesInput };

/** The program of each layer. It takes its own part of the organisation, resolved. */
export type Programs = {
  readonly [L in Layer]: (input: ProgramInputs[L]) => Exports<L>;
};

/** Settings of {@link platform} beside the programs of its layers. */
export interface PlatformOptions extends Guardrails {
  /**
   * Programs of the company's own stacks, by the first part of the stacks' names. The stacks are declared
   * under `stacks` of `organization.yaml`.
   * @default none
   */
  readonly stacks?: Readonly<Record<string, OwnProgram>>;
}

/** Outputs of a stack, by name. */
export type StackOutputs = Readonly<Record<string, unknown>>;

const programs: Programs = {
  organization: organizationProgram,
  account: accountProgram,
  identity: identityProgram,
  tools: toolsProgram,
  network: networkProgram,
  cluster: clusterProgram,
  services: servicesProgram,
  environment: environmentProgram,
  team: teamProgram,
  workspace: workspaceProgram,
};

/**
 * Runs the program of the current stack for the organisation declared in `directory`.
 * The first part of the stack's name picks the program: `network.dev` is layer `network`, key `dev`.
 *
 * @param directory Folder of `organization.yaml`, relative to the program's working directory.
 * @param replaced Programs of your own for single layers; they keep the layer's contract.
 * @param options Rules for the clusters and the company's own stacks; none by default.
 * @throws pulumi.RunError that lists every problem of the data, or names the layers there are.
 * @example
 * ```ts
 * export = platform("./organization");
 * ```
 */
export function platform(
  directory: string,
  replaced: Partial<Programs> = {},
  { admission, stacks = {} }: PlatformOptions = {},
): StackOutputs {
  const organization = resolved(directory);
  const stack = pulumi.getStack();
  const [layer = "", ...keys] = stack.split(".");
  if (!isLayer(layer)) {
    const own = Object.hasOwn(stacks, layer) ? stacks[layer] : undefined;
    if (own !== undefined) {
      return runOwnStack(stack, own, organization);
    }
    const known = [...Object.keys(contracts), ...Object.keys(stacks)].join(", ");
    const fix = Object.hasOwn(organization.declared.stacks ?? {}, stack)
      ? `; organization.yaml declares it: give platform() its program under stacks.${layer}`
      : "";
    throw new pulumi.RunError(
      `stack "${stack}": want a name that starts with one of ${known}${fix}`,
    );
  }
  const guard = (environment: ResolvedEnvironment) =>
    admission?.(admissionRequest(directory, environment)) ?? [];
  const run = <L extends Layer>(of: L): Exports<L> => {
    const all: Programs = { ...programs, ...replaced };
    return all[of](withoutTrace(() => inputOf(of, organization, keys, guard)));
  };
  return { ...run(layer), [versionKey]: contracts[layer].version };
}

function isLayer(name: string): name is Layer {
  return Object.hasOwn(contracts, name);
}

function resolved(directory: string): ResolvedOrganization {
  return withoutTrace(() => resolve(loadOrganization(directory)));
}

/** Ends the program with the sentence of a known mistake alone, without its stack trace. */
function withoutTrace<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    throw error instanceof OrganizationError || error instanceof UnknownKeyError
      ? new pulumi.RunError(error.message)
      : error;
  }
}
