import * as pulumi from "@pulumi/pulumi";

import { identity, team } from "../../components";
import { type Exports, readStack } from "../contracts";
import { companyAlias, groupOf } from "../derived/hosts";
import type { Organization, TeamDeclaration } from "../declarations/model";
import { awsProvider, githubProvider, keycloakProvider, vaultProvider } from "./providers";
import { rightsOf } from "../derived/team-rights";

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
  const { requiredChecks: checks } = organization.github;
  const args = {
    team: name,
    ...(declared.displayName === undefined ? {} : { displayName: declared.displayName }),
    personas: {
      owner: personaOf(organization, name, "owner"),
      developer: personaOf(organization, name, "developer"),
      viewer: personaOf(organization, name, "viewer"),
    },
    owner: organization.github.owner,
    ...(checks === undefined ? {} : { requiredChecks: checks }),
    secretLoginAccessor,
    secretCiPath,
    repositories: declared.repositories,
    environments: declared.environments,
  };
  const realm =
    organization.identity.mode === "existing"
      ? undefined
      : keycloakProvider(organization.identity.url);
  const { groups, secretPath, secretReadPolicies, images } = new team.Team(
    name,
    realm === undefined ? args : { ...args, realmId: realmId.apply((id = "") => id) },
    { providers: realm === undefined ? providers : [...providers, realm] },
  );
  if (realm !== undefined) {
    companyGroups(organization, name, realmId, groups, realm);
  }
  return { groups, secretPath, secretReadPolicies, images };
}

/** Puts the people of the company's groups into the realm's, at each login. */
function companyGroups(
  { identity: declared, teams }: Organization,
  name: string,
  realmId: pulumi.Output<string | undefined>,
  groups: pulumi.Output<Record<string, string>>,
  provider: pulumi.ProviderResource,
): void {
  const company = declared.mode === "existing" ? undefined : declared.company;
  if (company === undefined || company.by === "ldap") {
    return;
  }
  for (const persona of team.personas) {
    const companyGroup = teams[name]?.groups?.[persona];
    if (companyGroup !== undefined) {
      new identity.GroupMapping(
        `${name}-${persona}`,
        {
          realmId: realmId.apply((id = "") => id),
          broker: companyAlias,
          protocol: company.by,
          claim: company.groupsClaim,
          companyGroup,
          group: groups.apply((all) => all[persona] ?? ""),
        },
        { provider },
      );
    }
  }
}

function personaOf(
  organization: Organization,
  name: string,
  persona: team.Persona,
): team.TeamPersona {
  const people = teamOf(organization, name).members?.[persona];
  return {
    group: groupOf(organization, name, persona),
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
