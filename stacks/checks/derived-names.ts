import { personas, pipelineRole } from "../../components/team/personas";
import { keeperPolicyName, readerPolicyName } from "../../components/lib/secret-names";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { Claims } from "./claims";

/** One name at the secret server that a team's file leads to. */
interface Derived {
  /** Kind of what has the name; its names are unique at the server. */
  readonly what: string;
  readonly path: string;
  readonly name: string;
}

/**
 * Names at the secret server that two declarations lead to: parts are joined by dashes, and have
 * dashes themselves. The server would let the later one take the place of the earlier.
 */
export function derivedNameProblems({ teams }: Organization): Problem[] {
  const claims = new Claims();
  return Object.entries(teams).flatMap(([team, { environments, repositories }]) => {
    const names: Derived[] = [
      ...repositories.flatMap((repository, index) =>
        environments.map((environment) => ({
          what: "pipeline's role",
          path: `repositories.${index}`,
          name: pipelineRole(repository, environment),
        })),
      ),
      ...environments.map((environment, index) => ({
        what: "policy of secrets",
        path: `environments.${index}`,
        name: readerPolicyName(team, environment),
      })),
      ...personas.map((persona) => ({
        what: "policy of secrets",
        path: "(name)",
        name: keeperPolicyName(team, persona),
      })),
    ];
    return names.flatMap(({ what, path, name }): Problem[] => {
      const owner = claims.take(what, name, `team ${team}`);
      return owner === undefined
        ? []
        : [
            {
              file: `teams/${team}.yaml`,
              path,
              kind: "duplicate",
              want: `names that lead to a ${what} of its own`,
              got: name,
              holder: `of ${owner}`,
            },
          ];
    });
  });
}
