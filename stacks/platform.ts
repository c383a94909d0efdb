import * as pulumi from "@pulumi/pulumi";

import { loadOrganization, OrganizationError } from "./organization";
import { networkProgram } from "./programs/network";

/** Outputs of a stack, by name. */
export type StackOutputs = Readonly<Record<string, unknown>>;

/**
 * Runs the program of the current stack for the organisation declared in `directory`.
 * The first part of the stack's name picks the program: `network.dev` is layer `network`, key `dev`.
 *
 * @param directory Folder of `organization.yaml`, relative to the program's working directory.
 * @throws pulumi.RunError that lists every problem of the data, or names the layers there are.
 * @example
 * ```ts
 * export = platform("./organization");
 * ```
 */
export function platform(directory: string): StackOutputs {
  const organization = declared(directory);
  const stack = pulumi.getStack();
  const [layer, key = ""] = stack.split(".");
  if (layer !== "network") {
    throw new pulumi.RunError(
      `stack "${stack}": want a stack of layer "network", such as network.dev`,
    );
  }
  return networkProgram(organization, key);
}

function declared(directory: string) {
  try {
    return loadOrganization(directory);
  } catch (error) {
    if (error instanceof OrganizationError) {
      throw new pulumi.RunError(error.message);
    }
    throw error;
  }
}
