import type { ArgIssue } from "../lib/component";

/** The issuer of GitHub Actions' tokens; https://docs.github.com/actions/reference/openid-connect-reference */
export const githubIssuer = "https://token.actions.githubusercontent.com";

/** Numbers that GitHub gave a repository and its owner, which no other one ever gets. */
export interface RepositoryIds {
  readonly owner: number;
  readonly repository: number;
}

/** Jobs of a GitHub repository's workflows. */
export interface RepositoryJobs {
  /** Repository as `owner/name`. */
  readonly repository: string;
  /**
   * Its numbers, where its tokens name them in their subject: on github.com in repositories that were made,
   * renamed or moved since 15 July 2026, and in those that opted in. Tokens without them are then refused, so
   * that whoever takes over a name gets nothing. `gh api repos/OWNER/NAME --jq '.owner.id, .id'` prints both;
   * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
   */
  readonly ids?: RepositoryIds;
  /** Environments of the repository; a job must run in one of them, so their approvals guard it. */
  readonly environments: readonly [string, ...string[]];
}

/** Every problem with the plain arguments. Pure. */
export function checkRepositoryJobs({ repository, ids, environments }: RepositoryJobs): ArgIssue[] {
  const issues: ArgIssue[] = [];
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    issues.push({ path: "repository", want: "owner/name without wildcards", got: repository });
  }
  for (const [name, id] of Object.entries(ids ?? {}) as [string, unknown][]) {
    if (!Number.isSafeInteger(id) || Number(id) <= 0) {
      issues.push({ path: `ids.${name}`, want: "a whole number above 0", got: id });
    }
  }
  environments.forEach((environment, index) => {
    if (!/^[\w.-]+$/.test(environment)) {
      issues.push({
        path: `environments[${index}]`,
        want: "a name without wildcards",
        got: environment,
      });
    }
  });
  return issues;
}

/** Subject of the tokens that GitHub gives jobs in one environment of a repository. */
export function subjectOf({ repository, ids }: RepositoryJobs, environment: string): string {
  const [owner = "", name = ""] = repository.split("/");
  const whose = ids === undefined ? repository : `${owner}@${ids.owner}/${name}@${ids.repository}`;
  return `repo:${whose}:environment:${environment}`;
}
