import { closest, distance } from "fastest-levenshtein";

/**
 * The known name that a wrong one is nearly equal to, as the end of a message; empty if none is.
 * `sandbox/src/cloud/check.ts` has the same bound; neither package imports the other.
 */
export function suggestion(name: string, known: readonly string[]): string {
  const meant = known.length === 0 ? undefined : closest(name, known);
  return meant !== undefined && distance(name, meant) <= 2 ? `; did you mean "${meant}"?` : "";
}
