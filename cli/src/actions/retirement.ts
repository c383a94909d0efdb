import type { Holding } from "../engine";

/** Fates of a team's resources when the team retires, in the order of the steps. */
export type Fate = "revoked" | "exported" | "kept" | "deleted";

/** A resource of a team with its fate. */
export interface Fated {
  readonly fate: Fate;
  readonly stack: string;
  readonly type: string;
  readonly id: string;
}

/** The meaning of each fate, in the order of a retirement. */
const fates: Readonly<Record<Fate, string>> = {
  revoked: "gone first: members of groups, rights of groups, pipelines and workloads",
  exported: "holds the team's data, so export all you need before it is deleted",
  kept: "stays: archived, or retained by declaration",
  deleted: "deleted with the rest",
};

/** Kinds that give someone or something access. */
const access =
  /^(keycloak:|vault:identity\/|vault:index\/policy:|vault:jwt\/authBackendRole:|github:index\/team|kubernetes:rbac\.)/;
/** Kinds that hold the team's data. */
const data = /^(vault:index\/mount:|aws:ecr\/repository:)/;
/** GitHub archives a repository when the engine destroys it. */
const archived = /^github:index\/repository:/;

/** The fate of each resource of one of a team's stacks. */
export function fatesOf({ stack, resources }: Holding): Fated[] {
  return resources
    .filter(({ id, type }) => id !== undefined && !type.startsWith("pulumi:"))
    .map(({ type, id = "", retainOnDelete = false }) => {
      const fate: Fate =
        retainOnDelete || archived.test(type)
          ? "kept"
          : data.test(type)
            ? "exported"
            : access.test(type)
              ? "revoked"
              : "deleted";
      return { fate, stack, type, id };
    });
}

/** The plan of a retirement, a line each, in its order. */
export function retirementLines(team: string, fated: readonly Fated[]): string[] {
  const lines = Object.entries(fates).flatMap(([fate, means]) => {
    const own = fated.filter((each) => each.fate === fate);
    return own.length === 0
      ? []
      : [`${fate} (${means}):`, ...own.map(({ stack, type, id }) => `  ${stack}: ${type} ${id}`)];
  });
  return [...lines, `then remove teams/${team}.yaml; to do all of it: --confirm ${team}`];
}
