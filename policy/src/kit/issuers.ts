/** Issuers of web identities, by the ARN or name with which a role trusts them. */

/** Host and path of an issuer; undefined of a SAML provider. */
export function issuerOf(provider: string): string | undefined {
  return /:saml-provider\//i.test(provider)
    ? undefined
    : provider.replace(/^.*:oidc-provider\//is, "");
}

/** https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html */
export const isOfCluster = (provider: string): boolean =>
  /:oidc-provider\/oidc[.-]eks\.[^/]+\/id\//i.test(provider);

/**
 * GitHub's, an enterprise's of its own, one of GitHub Enterprise Cloud with data residency, and one of
 * a GitHub Enterprise Server; https://docs.github.com/en/enterprise-server/admin/configuring-settings
 */
export const isOfGithub = (provider: string): boolean =>
  /(^|\/)token\.actions\.(githubusercontent\.com|[^/.]+\.ghe\.com)(\/[^/]*)?$|\/_services\/token$/i.test(
    provider,
  );

/** A repository of GitHub, as the subject of a workflow's token names it. */
export interface Workflow {
  readonly owner: string;
  readonly name: string;
  /** The repository's number, in the form of repositories that are made, renamed or moved since July 2026. */
  readonly repositoryId?: string | undefined;
  /** All behind the repository, such as `environment:prod`. */
  readonly context: string;
}

type Groups = [string, string, string | undefined, string, string | undefined, string | undefined];

/**
 * The repository of a subject: `repo:<owner>/<name>:…`, or with the numbers of both,
 * `repo:<owner>@<id>/<name>@<id>:…`. https://docs.github.com/en/actions/reference/security/oidc
 */
export function workflowOf(subject: string): Workflow | undefined {
  const found = /^repo:([^/:@]+)(?:@(\d+))?\/([^/:@]+)(?:@(\d+))?(?::(.+))?$/s.exec(subject);
  if (!found || !found[2] !== !found[4]) {
    return undefined;
  }
  const [, owner, , name, repositoryId, context = ""] = found as unknown as Groups;
  return { owner, name, repositoryId, context };
}
