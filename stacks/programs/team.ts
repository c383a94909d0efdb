import * as pulumi from "@pulumi/pulumi";

import { team } from "../../components";
import { type Exports, readStack } from "../contracts";
import type { Organization, TeamDeclaration } from "../organization";
import { awsProvider, githubProvider, keycloakProvider, vaultProvider } from "../providers";

/** `team.<team>`: everything of a team that is not in a cluster. */
export function teamProgram(organization: Organization, name: string): Exports<"team"> {
  const { repositories, environments } = teamOf(organization, name);
  const { realmId } = readStack("identity");
  const { secretLoginAccessor } = readStack("tools");
  const made = new team.Team(
    name,
    { team: name, realmId, secretLoginAccessor, repositories, environments },
    {
      providers: [
        awsProvider(organization, "home", organization.home),
        githubProvider(organization),
        keycloakProvider(organization),
        vaultProvider(organization),
      ],
    },
  );
  const { group, secretPath, secretReadPolicy, images } = made;
  return { group, secretPath, secretReadPolicy, images };
}

/** The team that a stack's name speaks of. */
export function teamOf({ teams }: Organization, name: string): TeamDeclaration {
  const declared = teams[name];
  if (declared === undefined) {
    const known = Object.keys(teams).join(", ");
    throw new pulumi.RunError(`stack "${pulumi.getStack()}": want one of ${known}, got "${name}"`);
  }
  return declared;
}
