/** Roles that people have in a team. */
export const personas = ["owner", "developer", "viewer"] as const;
/** One of `personas`. */
export type Persona = (typeof personas)[number];

/**
 * Rights of a persona in an environment, from least to most. `view` reads all but secrets, `edit`
 * changes workloads and secrets, `admin` hands out rights in the team's own namespaces too;
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles
 */
export const rights = ["none", "view", "edit", "admin"] as const;
/** One of `rights`. */
export type Right = (typeof rights)[number];

/** Stages of an environment; in production a mistake reaches customers. */
export const stages = ["development", "production"] as const;
/** One of `stages`. */
export type Stage = (typeof stages)[number];

/** Right of each persona if the team declares none: in production, owners alone change things. */
export const defaultAccess: Readonly<Record<Stage, Readonly<Record<Persona, Right>>>> = {
  development: { owner: "edit", developer: "edit", viewer: "view" },
  production: { owner: "edit", developer: "view", viewer: "view" },
};

/** Whether one right includes another. */
export function includes(right: Right, wanted: Right): boolean {
  return rights.indexOf(right) >= rights.indexOf(wanted);
}

/** The lesser of two rights. */
export function lesser(one: Right, other: Right): Right {
  return includes(one, other) ? other : one;
}

/** Name of a persona's group if none is given: in the realm, in GitHub, at the secret server. */
export function personaGroup(team: string, persona: Persona): string {
  return `team-${team}-${persona}`;
}

/** Role at the secret server that a repository's workflows log in to for an environment. */
export function pipelineRole(repository: string, environment: string): string {
  return `${repository}-${environment}`;
}

/** Role on GitHub; https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
export const repositoryRights: Readonly<Record<Persona, string>> = {
  owner: "maintain",
  developer: "push",
  viewer: "pull",
};
