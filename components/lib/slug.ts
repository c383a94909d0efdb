import type { ArgIssue } from "./component";

/** Form of the names that end up in DNS, namespaces and URNs. */
export const slugPattern = /^[a-z][a-z0-9-]{1,30}$/;

/** The same in words. */
export const slugWanted = "2 to 31 of a-z, 0-9 and dash, starting with a letter";

/** The problem with a name, if there is one. */
export function slugIssues(path: string, value: string): ArgIssue[] {
  return slugPattern.test(value) ? [] : [{ path, want: slugWanted, got: value }];
}

/** The problem with an address that must be https. */
export function httpsIssues(path: string, value: string): ArgIssue[] {
  return /^https:\/\/[^\s*]+$/.test(value)
    ? []
    : [{ path, want: "an https URL without wildcards", got: value }];
}
