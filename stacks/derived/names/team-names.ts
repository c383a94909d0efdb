import {
  keeperPolicyName,
  readerPolicyName,
  workloadRoleName,
} from "../../../components/lib/secret-names";
import { personaGroup, personas, pipelineRole } from "../../../components/team/personas";
import type { Organization, TeamDeclaration } from "../../declarations/model";
import { groupOf, toolHost } from "../hosts";
import { namespacesOf } from "../team-rights";
import { type DerivedName, named, type NameOwner } from "./model";
import { hasOwnCenter } from "./platform-names";

/** Names that follow from the teams. */
export function teamNames(organization: Organization): DerivedName[] {
  return Object.entries(organization.teams).flatMap(([team, declared]) => [
    ...atServers(organization, team, declared),
    ...inClusters(organization, team, declared),
  ]);
}

type Parts = (path: string, value: string) => NameOwner;

const partsOf =
  (team: string): Parts =>
  (path, value) => ({
    owner: `team ${team}`,
    parts: [{ file: `teams/${team}.yaml`, path, value }],
  });

function atServers(
  organization: Organization,
  team: string,
  { environments, repositories }: TeamDeclaration,
): DerivedName[] {
  const at = partsOf(team);
  const ofEnvironment = (index: number, environment: string) =>
    at(`environments.${index}`, environment);
  return [
    ...repositories.flatMap((repository, index) => {
      const from = at(`repositories.${index}`, repository);
      return [
        named(from, "sourceRepository", repository),
        named(from, "imageRepository", `${team}/${repository}`),
        ...environments.map((environment) =>
          named(from, "pipelineRole", pipelineRole(repository, environment)),
        ),
        ...environments.map((environment, at) =>
          named(ofEnvironment(at, environment), "approval", environment, `${team}/${repository}`),
        ),
      ];
    }),
    ...environments.map((environment, index) =>
      named(ofEnvironment(index, environment), "secretPolicy", readerPolicyName(team, environment)),
    ),
    ...personas.flatMap((persona) => {
      const ofTeam = at("(name)", team);
      const group = personaGroup(team, persona);
      return [
        named(ofTeam, "sourceTeam", group),
        named(ofTeam, "secretGroup", group),
        ...(hasOwnCenter(organization) ? [named(ofTeam, "accessGroup", group)] : []),
      ];
    }),
    ...personas.flatMap((persona) => [
      named(at("(name)", team), "secretPolicy", keeperPolicyName(team, persona)),
      named(at(`groups.${persona}`, team), "group", groupOf(organization, team, persona)),
    ]),
    named(at("(name)", team), "secretMount", `teams/${team}`),
  ];
}

function inClusters(
  organization: Organization,
  team: string,
  { environments, ...declared }: TeamDeclaration,
): DerivedName[] {
  const at = partsOf(team);
  const { domain } = organization;
  const spaces = namespacesOf(team, declared);
  return environments.flatMap((environment) => [
    ...spaces.map((space) =>
      named(at(`namespaces.${space}`, space), "namespace", space, environment),
    ),
    ...Object.keys(declared.routes ?? {}).flatMap((route) => {
      const from = at(`routes.${route}`, route);
      const parts = [...from.parts, { file: "organization.yaml", path: "domain", value: domain }];
      return [
        named(from, "route", route, environment),
        named(from, "object", `${route}-callers`, `${environment} authorization policies`),
        named({ ...from, parts }, "host", toolHost(organization, route, environment)),
      ];
    }),
    ...objectsOf(team).map(([objects, name]) =>
      named(at("(name)", team), "object", name, `${environment} ${objects}`),
    ),
    named(at("(name)", team), "workloadRole", workloadRoleName(team, environment), environment),
  ]);
}

/** Objects that a cluster has once by team, and what they are. */
const objectsOf = (team: string): readonly (readonly [objects: string, name: string])[] => [
  ["dashboards", `dashboard-${team}`],
  ["alerts", `team-${team}`],
  ["signature policies", `team-${team}`],
  ["delivery projects", team],
];
