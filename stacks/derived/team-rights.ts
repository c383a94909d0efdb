import {
  defaultAccess,
  lesser,
  type Persona,
  type Right,
  type Stage,
} from "../../components/team/personas";
import type { Organization, TeamDeclaration } from "../declarations/model";

/** Stage of an environment: as declared, else production unless another comes after it. */
export function stageOf({ environments }: Organization, name: string): Stage {
  const isFollowed = Object.values(environments).some(({ after }) => after === name);
  return environments[name]?.stage ?? (isFollowed ? "development" : "production");
}

/** Right of a persona of a team in an environment. */
export function rightOf(
  organization: Organization,
  team: string,
  persona: Persona,
  environment: string,
): Right {
  const declared = organization.teams[team];
  return declared === undefined || !declared.environments.includes(environment)
    ? "none"
    : (declared.access?.[persona]?.[environment] ??
        defaultAccess[stageOf(organization, environment)][persona]);
}

/** Right of a persona in each environment of its team. */
export function rightsByEnvironment(
  organization: Organization,
  team: string,
  persona: Persona,
): Record<string, Right> {
  const { environments = [] } = organization.teams[team] ?? {};
  return Object.fromEntries(
    environments.map((name) => [name, rightOf(organization, team, persona, name)]),
  );
}

/** Namespaces of a team, the first one its main one. */
export function namespacesOf(
  team: string,
  { namespaces }: Pick<TeamDeclaration, "namespaces">,
): [string, ...string[]] {
  return Object.keys(namespaces ?? { [team]: {} }) as [string, ...string[]];
}

/** Right of a persona of any team in a namespace of a team: its own right, or the shared one if less. */
export function rightIn(
  organization: Organization,
  place: { readonly team: string; readonly namespace: string; readonly environment: string },
  who: { readonly team: string; readonly persona: Persona },
): Right {
  const { environment, namespace, team } = place;
  const declared = organization.teams[team];
  if (declared === undefined || !declared.environments.includes(environment)) {
    return "none";
  }
  const own = rightOf(organization, who.team, who.persona, environment);
  const shared = declared.namespaces?.[namespace]?.sharedWith?.[who.team];
  return who.team === team ? own : shared === undefined ? "none" : lesser(own, shared);
}
