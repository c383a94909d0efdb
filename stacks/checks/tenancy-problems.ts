import { type Persona, personas } from "../../components/team/personas";
import { groupOf, platformGroup } from "../derived/hosts";
import type { Organization, TeamDeclaration } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { unknownName } from "../declarations/suggestion";
import { namespacesOf } from "../derived/team-rights";
import { Claims } from "./claims";

/** Names that the platform itself has in every environment: its namespaces and its hosts. */
export const reserved =
  /^(argocd|cosign-system|default|edge-system|grafana|istio-.*|kube-.*|load-balancers|observability|platform)$/;

/** What several teams claim at once, and what a team says of people, groups and teams that are not there. */
export function tenancyProblems(organization: Organization): Problem[] {
  const claims = new Claims();
  return [
    ...loginProblems(organization),
    ...administratorProblems(organization),
    ...Object.entries(organization.teams).flatMap(([team, declared]) => [
      ...peopleProblems(organization, team, declared),
      ...groupProblems(organization, team, claims),
      ...accessProblems(organization, team, declared),
      ...placeProblems(organization, team, declared, claims),
    ]),
  ];
}

/** People of a realm of ours; none where a directory of the company's has them. */
function peopleOf({ identity }: Organization): readonly string[] | undefined {
  return identity.mode === "existing" ? undefined : Object.keys(identity.people ?? {});
}

/** Names that two people would log in by: the realm takes mail addresses for them, in any case. */
function loginProblems({ identity }: Organization): Problem[] {
  if (identity.mode === "existing") {
    return [];
  }
  const people = Object.entries(identity.people ?? {});
  const users = new Map(people.map(([user]) => [user, user]));
  const addresses = new Map<string, string>();
  return people.flatMap(([user, { email }]): Problem[] => {
    const address = email.toLowerCase();
    const other = addresses.get(address) ?? users.get(address) ?? user;
    addresses.set(address, addresses.get(address) ?? user);
    const at = { file: "organization.yaml", path: `identity.people.${user}.email` };
    const want = "a mail address of their own, in any case";
    return other === user
      ? []
      : [{ ...at, kind: "duplicate", want, got: email, holder: `that of ${other}` }];
  });
}

function administratorProblems({ identity }: Organization): Problem[] {
  if (identity.mode === "existing") {
    return [];
  }
  const known = Object.keys(identity.people ?? {});
  return (identity.administrators ?? []).flatMap((name, index) =>
    known.includes(name)
      ? []
      : [
          unknownName(
            "organization.yaml",
            `identity.administrators.${index}`,
            known,
            name,
            "one of identity.people",
          ),
        ],
  );
}

function peopleProblems(
  organization: Organization,
  team: string,
  { members = {} }: TeamDeclaration,
): Problem[] {
  const known = peopleOf(organization);
  const file = `teams/${team}.yaml`;
  const at = (persona: Persona) => `members.${persona}`;
  return personas.flatMap((persona): Problem[] => {
    const named = members[persona] ?? [];
    if (known === undefined) {
      return named.length === 0
        ? []
        : [
            {
              file,
              path: at(persona),
              kind: "conflict",
              want: "groups instead, since identity.mode is existing",
              got: named,
            },
          ];
    }
    return named.flatMap((name, index): Problem[] => [
      ...(known.includes(name)
        ? []
        : [
            unknownName(
              file,
              `${at(persona)}.${index}`,
              known,
              name,
              "one of identity.people in organization.yaml",
            ),
          ]),
      // The higher one would count, and a reader of the file could not tell.
      ...personas
        .slice(0, personas.indexOf(persona))
        .filter((other) => members[other]?.includes(name))
        .map((other) => ({
          file,
          path: `${at(persona)}.${index}`,
          kind: "duplicate" as const,
          want: "one persona a person",
          got: name,
          holder: `${other} too`,
        })),
    ]);
  });
}

function groupProblems(organization: Organization, team: string, claims: Claims): Problem[] {
  const { identity, teams } = organization;
  const file = `teams/${team}.yaml`;
  const groups = teams[team]?.groups;
  if (groups !== undefined && identity.mode !== "existing") {
    const by = identity.company?.by;
    if (by === undefined || by === "ldap") {
      return [
        {
          file,
          path: "groups",
          kind: "conflict",
          want: "none unless identity.mode is existing or identity.company is by oidc or saml",
          got: groups,
        },
      ];
    }
  }
  return personas.flatMap((persona): Problem[] => {
    const group = groups?.[persona] ?? groupOf(organization, team, persona);
    const other = claims.take("group", group, `${persona} of team ${team}`);
    const owner = group === platformGroup ? "the platform" : other;
    const at = { file, path: `groups.${persona}`, kind: "duplicate" } as const;
    return owner === undefined
      ? []
      : [{ ...at, want: "a group of its own", got: group, holder: `of ${owner}` }];
  });
}

function accessProblems(
  { environments: declared }: Organization,
  team: string,
  { access = {}, environments }: TeamDeclaration,
): Problem[] {
  // A misspelt environment of the team is told; a right in the one that was meant follows from it.
  const isMisspelt = environments.some((name) => !Object.hasOwn(declared, name));
  const isMeant = (name: string) => isMisspelt && Object.hasOwn(declared, name);
  return personas.flatMap((persona) =>
    Object.keys(access[persona] ?? {})
      .filter((environment) => !environments.includes(environment) && !isMeant(environment))
      .map((environment) =>
        unknownName(
          `teams/${team}.yaml`,
          `access.${persona}`,
          environments,
          environment,
          `one of the team's environments, ${environments.join(", ")}`,
        ),
      ),
  );
}

/** Namespaces and routes, whose names are taken in every environment. */
function placeProblems(
  { teams }: Organization,
  team: string,
  declared: TeamDeclaration,
  claims: Claims,
): Problem[] {
  const file = `teams/${team}.yaml`;
  const problems: Problem[] = [];
  const claim = (what: string, path: string, name: string) => {
    const other = claims.take(what, name, `team ${team}`);
    const owner = reserved.test(name) ? "the platform" : other;
    if (owner !== undefined) {
      const want = `a ${what} of its own`;
      const holder = `of ${owner}`;
      problems.push({ file, path, kind: "duplicate", want, got: name, holder });
    }
  };
  const spaces = namespacesOf(team, declared);
  for (const space of spaces) {
    claim("namespace", `namespaces.${space}`, space);
    for (const other of Object.keys(declared.namespaces?.[space]?.sharedWith ?? {})) {
      if (other === team || !Object.hasOwn(teams, other)) {
        const known = Object.keys(teams).filter((name) => name !== team);
        problems.push(unknownName(file, `namespaces.${space}.sharedWith`, known, other));
      }
    }
  }
  for (const [route, { namespace }] of Object.entries(declared.routes ?? {})) {
    claim("route", `routes.${route}`, route);
    if (namespace !== undefined && !spaces.includes(namespace)) {
      problems.push(unknownName(file, `routes.${route}.namespace`, spaces, namespace));
    }
  }
  return problems;
}
