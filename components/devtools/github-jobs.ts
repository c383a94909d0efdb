import type { ArgIssue } from "../lib/component";

/** The issuer of GitHub Actions' tokens; https://docs.github.com/actions/reference/openid-connect-reference */
export const githubIssuer = "https://token.actions.githubusercontent.com";

/** Jobs of a GitHub repository's workflows. */
export interface RepositoryJobs {
  /** Repository as `owner/name`. */
  readonly repository: string;
  /** Environments of the repository; a job must run in one of them, so their approvals guard it. */
  readonly environments: readonly [string, ...string[]];
}

/** Every problem with the plain arguments. Pure. */
export function checkRepositoryJobs({ repository, environments }: RepositoryJobs): ArgIssue[] {
  const issues: ArgIssue[] = [];
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    issues.push({ path: "repository", want: "owner/name without wildcards", got: repository });
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
