import type { ArgIssue } from "./component";

/** Form of the names that end up in DNS, namespaces and URNs. */
export const slugPattern = /^[a-z][a-z0-9-]{0,29}[a-z0-9]$/;

/** The same in words. */
export const slugWanted = "2 to 31 of a-z, 0-9 and dash, a letter first and no dash last";

/** The problem with a name, if there is one. */
export function slugIssues(path: string, value: string): ArgIssue[] {
  return slugPattern.test(value) ? [] : [{ path, want: slugWanted, got: value }];
}

/** The problem with a name that joins slugs by dashes, such as a team's and an environment's. */
export function joinedSlugIssues(path: string, value: string): ArgIssue[] {
  return /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(value)
    ? []
    : [
        {
          path,
          want: "2 to 63 of a-z, 0-9 and dash, a letter first and no dash last",
          got: value,
        },
      ];
}

/** The problem with an address that must be https. */
export function httpsIssues(path: string, value: string): ArgIssue[] {
  return /^https:\/\/[^\s*]+$/.test(value)
    ? []
    : [{ path, want: "an https URL without wildcards", got: value }];
}
