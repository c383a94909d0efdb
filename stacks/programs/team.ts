import * as pulumi from "@pulumi/pulumi";

import { team } from "../../components";
import { type Exports, readStack } from "../contracts";
import type { Organization, TeamDeclaration } from "../organization";
import { awsProvider, githubProvider, keycloakProvider, vaultProvider } from "../providers";
import { rightsOf } from "../team-rights";

/** `team.<team>`: everything of a team that is not in a cluster. */
export function teamProgram(organization: Organization, name: string): Exports<"team"> {
  const declared = teamOf(organization, name);
  const { realmId } = readStack("identity");
  const { secretLoginAccessor, secretCiPath } = readStack("tools");
  const providers = [
    awsProvider(organization, "home", organization.home),
    githubProvider(organization),
    vaultProvider(organization),
  ];
  const args = {
    team: name,
    ...(declared.displayName === undefined ? {} : { displayName: declared.displayName }),
    personas: {
      owner: personaOf(organization, name, "owner"),
      developer: personaOf(organization, name, "developer"),
      viewer: personaOf(organization, name, "viewer"),
    },
    owner: organization.github.owner,
    secretLoginAccessor,
    secretCiPath,
    repositories: declared.repositories,
    environments: declared.environments,
  };
  const { groups, secretPath, secretReadPolicies, images } =
    organization.identity.mode === "existing"
      ? new team.Team(name, args, { providers })
      : new team.Team(
          name,
          { ...args, realmId: realmId.apply((id = "") => id) },
          { providers: [...providers, keycloakProvider(organization.identity.url)] },
        );
  return { groups, secretPath, secretReadPolicies, images };
}

function personaOf(
  organization: Organization,
  name: string,
  persona: team.Persona,
): team.TeamPersona {
  const { groups, members } = teamOf(organization, name);
  const [group, people] = [groups?.[persona], members?.[persona]];
  return {
    ...(group === undefined ? {} : { group }),
    ...(people === undefined ? {} : { members: people }),
    rights: rightsOf(organization, name, persona),
  };
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
