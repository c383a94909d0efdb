import type { NamespaceRight } from "../../../components/cluster/team-namespace";
import { includes, type Persona, personas } from "../../../components/team/personas";
import type { Organization } from "../../declarations/model";
import { groupOf, toolHost } from "../hosts";
import { namespacesOf, rightIn } from "../team-rights";
import type {
  ResolvedEnvironment,
  ResolvedNamespace,
  ResolvedRoute,
  ResolvedTeam,
  ResolvedWorkspace,
} from "./model";

/** A team's place in one of its environments. */
export function resolveWorkspace(
  team: ResolvedTeam,
  environment: ResolvedEnvironment,
): ResolvedWorkspace {
  const { declared, name, organization } = team;
  const spaces = namespacesOf(name, declared);
  const [mainNamespace] = spaces;
  const withRight = (wanted: NamespaceRight) =>
    personas.filter((persona) =>
      includes(team.personas[persona].rights[environment.name] ?? "none", wanted),
    );
  const operators = withRight("edit");
  const groupsOf = (chosen: readonly Persona[]) =>
    chosen.map((persona) => team.personas[persona].group);
  return {
    team,
    environment,
    mainNamespace,
    namespaces: Object.fromEntries(
      spaces.map((space) => [space, resolveNamespace(team, space, environment.name)]),
    ),
    routes: Object.fromEntries(
      Object.entries(declared.routes ?? {}).map(([route, { namespace, ...service }]) => {
        const host = toolHost(organization.declared, route, environment.name);
        const resolved: ResolvedRoute = { ...service, host, namespace: namespace ?? mainNamespace };
        return [route, resolved];
      }),
    ),
    operators: groupsOf(operators),
    viewers: groupsOf(withRight("view").filter((persona) => !operators.includes(persona))),
  };
}

function resolveNamespace(
  { declared, name: team, organization: { declared: files } }: ResolvedTeam,
  namespace: string,
  environment: string,
): ResolvedNamespace {
  const quota = declared.namespaces?.[namespace]?.quota ?? declared.quota;
  const rights = rightsIn(files, { team, namespace, environment });
  return {
    ...(quota === undefined ? {} : { quota }),
    rights,
    groups: Object.fromEntries(
      Object.entries(rights).flatMap(([other, byPersona]) =>
        personas.flatMap((persona) => {
          const right = byPersona[persona];
          return right === undefined ? [] : [[groupOf(files, other, persona), right] as const];
        }),
      ),
    ),
  };
}

/** Rights in a namespace of every persona that has one, by team. */
function rightsIn(
  organization: Organization,
  place: { readonly team: string; readonly namespace: string; readonly environment: string },
): ResolvedNamespace["rights"] {
  const rights: Record<string, Partial<Record<Persona, NamespaceRight>>> = {};
  for (const team of Object.keys(organization.teams)) {
    for (const persona of personas) {
      const right = rightIn(organization, place, { team, persona });
      if (right !== "none") {
        (rights[team] ??= {})[persona] = right;
      }
    }
  }
  return rights;
}
