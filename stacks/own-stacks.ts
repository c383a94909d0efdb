import * as pulumi from "@pulumi/pulumi";

import { type Imports, type Layer, readStack } from "./contracts";
import type { ResolvedOrganization } from "./derived/resolved/model";

/** The argument of the program of a company's own stack. */
export interface OwnStackInput {
  readonly organization: ResolvedOrganization;
  /** The parts of the stack's name after the first: `["dev"]` for `reports.dev`. */
  readonly keys: readonly string[];
  /**
   * Reads a stack of a layer that `organization.yaml` lists under the stack's `reads`.
   * @throws pulumi.RunError that names the missing entry.
   */
  readonly read: <L extends Layer>(layer: L, ...keys: string[]) => Imports<L>;
}

/** The program of a company's own stack; it returns the stack's outputs. */
export type OwnProgram = (input: OwnStackInput) => Readonly<Record<string, unknown>>;

/**
 * Runs the program of a company's own stack.
 * @throws pulumi.RunError when `organization.yaml` does not declare the stack.
 */
export function runOwnStack(
  stack: string,
  program: OwnProgram,
  organization: ResolvedOrganization,
): Readonly<Record<string, unknown>> {
  const { stacks = {} } = organization.declared;
  const declared = Object.hasOwn(stacks, stack) ? stacks[stack] : undefined;
  if (declared === undefined) {
    const known = Object.keys(stacks).join(", ") || "none";
    throw new pulumi.RunError(
      `stack "${stack}": want it under stacks of organization.yaml, got ${known}`,
    );
  }
  const { reads = [] } = declared;
  const [, ...keys] = stack.split(".");
  const read = <L extends Layer>(layer: L, ...of: string[]) => {
    const name = [layer, ...of].join(".");
    if (!reads.includes(name)) {
      throw new pulumi.RunError(
        `organization.yaml: stacks.${stack}.reads: want ${name}, which its program reads, ` +
          `got ${reads.join(", ") || "nothing"}; add it, so that it comes up first`,
      );
    }
    return readStack(layer, ...of);
  };
  return program({ organization, keys, read });
}
