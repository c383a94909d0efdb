import * as pulumi from "@pulumi/pulumi";

import { contracts, type Exports, type Layer, versionKey } from "./contracts";
import { admissionRequest, type Guardrails } from "./derived/guardrails";
import { loadOrganization, type Organization, OrganizationError } from "./organization";
import { accountProgram } from "./programs/account";
import { clusterProgram } from "./programs/cluster";
import { environmentProgram } from "./programs/environment";
import { identityProgram } from "./programs/identity";
import { networkProgram } from "./programs/network";
import { organizationProgram } from "./programs/organization";
import { servicesProgram } from "./programs/services";
import { teamProgram } from "./programs/team";
import { toolsProgram } from "./programs/tools";
import { workspaceProgram } from "./programs/workspace";

/** The program of each layer. Keys are what follows the layer in the stack's name. */
export type Programs = {
  readonly [L in Layer]: (organization: Organization, ...keys: string[]) => Exports<L>;
};

/** Outputs of a stack, by name. */
export type StackOutputs = Readonly<Record<string, unknown>>;

const programs: Programs = {
  organization: organizationProgram,
  account: (organization, name = "") => accountProgram(organization, name),
  identity: identityProgram,
  tools: toolsProgram,
  network: (organization, name = "") => networkProgram(organization, name),
  cluster: (organization, name = "") => clusterProgram(organization, name),
  services: (organization, name = "") => servicesProgram(organization, name),
  environment: (organization, name = "") => environmentProgram(organization, name),
  team: (organization, name = "") => teamProgram(organization, name),
  workspace: (organization, team = "", name = "") => workspaceProgram(organization, team, name),
};

/**
 * Runs the program of the current stack for the organisation declared in `directory`.
 * The first part of the stack's name picks the program: `network.dev` is layer `network`, key `dev`.
 *
 * @param directory Folder of `organization.yaml`, relative to the program's working directory.
 * @param replaced Programs of your own for single layers; they keep the layer's contract.
 * @param guardrails What makes rules for the clusters; none by default.
 * @throws pulumi.RunError that lists every problem of the data, or names the layers there are.
 * @example
 * ```ts
 * export = platform("./organization");
 * ```
 */
export function platform(
  directory: string,
  replaced: Partial<Programs> = {},
  { admission }: Guardrails = {},
): StackOutputs {
  const organization = declared(directory);
  const stack = pulumi.getStack();
  const [layer = "", ...keys] = stack.split(".");
  if (!isLayer(layer)) {
    const known = Object.keys(contracts).join(", ");
    throw new pulumi.RunError(`stack "${stack}": want a name that starts with one of ${known}`);
  }
  const guarded: Partial<Programs> =
    admission === undefined
      ? {}
      : {
          services: (_, name = "") => {
            const request = admissionRequest(directory, organization, name);
            return servicesProgram(organization, name, admission(request));
          },
        };
  const program = { ...programs, ...guarded, ...replaced }[layer];
  return { ...program(organization, ...keys), [versionKey]: contracts[layer].version };
}

function isLayer(name: string): name is Layer {
  return Object.hasOwn(contracts, name);
}

function declared(directory: string): Organization {
  try {
    return loadOrganization(directory);
  } catch (error) {
    throw error instanceof OrganizationError ? new pulumi.RunError(error.message) : error;
  }
}
