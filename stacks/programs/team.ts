import * as pulumi from "@pulumi/pulumi";

import { team } from "../../components";
import { type Exports, readStack } from "../contracts";
import { groupOf } from "../hosts";
import type { Organization, TeamDeclaration } from "../organization";
import { awsProvider, githubProvider, keycloakProvider, vaultProvider } from "../providers";

/** `team.<team>`: everything of a team that is not in a cluster. */
export function teamProgram(organization: Organization, name: string): Exports<"team"> {
  const { repositories, environments } = teamOf(organization, name);
  const { realmId } = readStack("identity");
  const { secretLoginAccessor } = readStack("tools");
  const providers = [
    awsProvider(organization, "home", organization.home),
    githubProvider(organization),
    vaultProvider(organization),
  ];
  const declared = {
    team: name,
    group: groupOf(organization, name),
    secretLoginAccessor,
    repositories,
    environments,
  };
  const { group, secretPath, secretReadPolicy, images } =
    organization.identity.mode === "existing"
      ? new team.Team(name, declared, { providers })
      : new team.Team(
          name,
          { ...declared, realmId: realmId.apply((id = "") => id) },
          { providers: [...providers, keycloakProvider(organization.identity.url)] },
        );
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
