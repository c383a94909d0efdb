import * as pulumi from "@pulumi/pulumi";

import type { Environment, Organization } from "../declarations/model";

/** The environment that a stack's name speaks of. */
export function environmentOf({ environments }: Organization, name: string): Environment {
  const environment = environments[name];
  if (environment === undefined) {
    const known = Object.keys(environments).join(", ");
    throw new pulumi.RunError(`stack "${pulumi.getStack()}": want one of ${known}, got "${name}"`);
  }
  return environment;
}
