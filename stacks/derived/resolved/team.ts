import type { Persona } from "../../../components/team/personas";
import type { Organization, TeamDeclaration } from "../../declarations/model";
import { groupOf } from "../hosts";
import { required } from "../required";
import { rightsByEnvironment } from "../team-rights";
import type { CompanyGroups, OrganizationFacts, ResolvedPersona, ResolvedTeam } from "./model";

/** One team of an organisation. */
export function resolveTeam(
  organization: OrganizationFacts,
  name: string,
  workspaces: ResolvedTeam["workspaces"],
): ResolvedTeam {
  const { declared: files, githubOwner, home } = organization;
  const declared = required(files.teams, name, "teams");
  const { displayName, environments, repositories, signer } = declared;
  const { workflow, ref } = signer ?? { workflow: "release.yaml", ref: "refs/heads/main" };
  const address = (repository: string) => `https://github.com/${githubOwner}/${repository}`;
  const persona = (each: Persona) => resolvePersona(files, name, declared, each);
  const companyGroups = groupsOfCompany(files, declared);
  return {
    organization,
    declared,
    name,
    ...(displayName === undefined ? {} : { displayName }),
    personas: {
      owner: persona("owner"),
      developer: persona("developer"),
      viewer: persona("viewer"),
    },
    repositories: Object.fromEntries(repositories.map((each) => [each, address(each)])),
    signers: repositories.map((each) => `${address(each)}/.github/workflows/${workflow}@${ref}`),
    images: `${home.accountId}.dkr.ecr.${home.region}.amazonaws.com/${name}`,
    environments,
    ...(companyGroups === undefined ? {} : { companyGroups }),
    workspaces,
  };
}

function resolvePersona(
  organization: Organization,
  team: string,
  { members }: TeamDeclaration,
  persona: Persona,
): ResolvedPersona {
  const people = members?.[persona];
  return {
    group: groupOf(organization, team, persona),
    ...(people === undefined ? {} : { members: people }),
    rights: rightsByEnvironment(organization, team, persona),
  };
}

/** What a team declares of the company's groups, if people log in by the company's own provider. */
function groupsOfCompany(
  { identity }: Organization,
  { groups = {} }: TeamDeclaration,
): CompanyGroups | undefined {
  const company = identity.mode === "existing" ? undefined : identity.company;
  return company === undefined || company.by === "ldap"
    ? undefined
    : { protocol: company.by, claim: company.groupsClaim, byPersona: groups };
}
