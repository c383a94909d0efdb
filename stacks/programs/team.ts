import type * as pulumi from "@pulumi/pulumi";

import { GroupMapping } from "../../components/identity/group-mapping";
import { personas } from "../../components/team/personas";
import { Team } from "../../components/team/team";
import { exported, type Exports, readStack } from "../contracts";
import { companyAlias } from "../derived/hosts";
import { required } from "../derived/required";
import type { ResolvedTeam } from "../derived/resolved/model";
import { awsProvider } from "./providers/aws";
import { githubProvider } from "./providers/github";
import { keycloakProvider } from "./providers/keycloak";
import { vaultProvider } from "./providers/vault";

/** `team.<team>`: everything of a team that is not in a cluster. */
export function teamProgram(resolved: ResolvedTeam): Exports<"team"> {
  const { name, displayName, organization } = resolved;
  const { githubOwner, home, realmServer, requiredChecks } = organization;
  const identityStack = readStack("identity");
  const { secretLoginAccessor, secretCiPath } = readStack("tools");
  const providers = [
    awsProvider("home", home),
    githubProvider(organization),
    vaultProvider(organization),
  ];
  const args = {
    team: name,
    ...(displayName === undefined ? {} : { displayName }),
    personas: resolved.personas,
    owner: githubOwner,
    ...(requiredChecks === undefined ? {} : { requiredChecks }),
    secretLoginAccessor,
    secretCiPath,
    repositories: Object.keys(resolved.repositories),
    environments: resolved.environments,
  };
  if (realmServer === undefined) {
    return outputsOf(new Team(name, args, { providers }));
  }
  const realm = keycloakProvider(realmServer);
  const realmId = identityStack.realmId.apply((id) => exported("identity", "realmId", id));
  const made = new Team(name, { ...args, realmId }, { providers: [...providers, realm] });
  companyGroups(resolved, realmId, made.groups, realm);
  return outputsOf(made);
}

function outputsOf({ groups, secretPath, secretReadPolicies, images }: Team): Exports<"team"> {
  return { groups, secretPath, secretReadPolicies, images };
}

/** Puts the people of the company's groups into the realm's, at each login. */
function companyGroups(
  { name, companyGroups: company }: ResolvedTeam,
  realmId: pulumi.Output<string>,
  groups: pulumi.Output<Record<string, string>>,
  provider: pulumi.ProviderResource,
): void {
  for (const persona of personas) {
    const companyGroup = company?.byPersona[persona];
    if (company !== undefined && companyGroup !== undefined) {
      new GroupMapping(
        `${name}-${persona}`,
        {
          realmId,
          broker: companyAlias,
          protocol: company.protocol,
          claim: company.claim,
          companyGroup,
          group: groups.apply((all) => required(all, persona, `groups of team ${name}`)),
        },
        { provider },
      );
    }
  }
}
