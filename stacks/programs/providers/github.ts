import * as github from "@pulumi/github";

import type { OrganizationFacts } from "../../derived/resolved/model";

/** The GitHub organisation; the token comes from GITHUB_TOKEN. */
export function githubProvider({ githubOwner }: OrganizationFacts): github.Provider {
  return new github.Provider("github", { owner: githubOwner });
}
