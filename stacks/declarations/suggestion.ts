import { closest, distance } from "fastest-levenshtein";

import type { FileProblem, Problem } from "./problems";

/**
 * The known name that a wrong one is nearly equal to, as the end of a message; empty if none is.
 * `sandbox/src/cloud/check.ts` has the same bound; neither package imports the other.
 */
export function suggestion(name: string, known: readonly string[]): string {
  const question = meant(name, known);
  return question === undefined ? "" : `; ${question}`;
}

/** The same as a question alone; none if no known name is near. */
export function meant(name: string, known: readonly string[]): string | undefined {
  const near = nearest(name, known) ?? nearest(bare(name), known);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

/** The longest wrong name that is compared with others: each comparison takes time by the length. */
const longestCompared = 300;

function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > longestCompared) {
    return undefined;
  }
  const near = closest(name, known);
  return distance(name, near) <= 2 ? near : undefined;
}

/** A name as people give it who think of its file: without folders, extension and capitals. */
const bare = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[/\\]+$/, "")
    .replace(/^.*[/\\]/, "")
    .replace(/\.ya?ml$/, "");

/** The most names that a sentence lists. */
const mostListed = 30;

/** Known names in words; of very many, the first ones. */
export function oneOf(known: readonly string[]): string {
  const more = known.length - mostListed;
  const listed = known.slice(0, mostListed).join(", ");
  return `one of ${more > 0 ? `${listed} and ${more} more` : listed || "none, as there is none"}`;
}

/** The issue with a name that nobody declares. */
export function unknownNameIssue(
  path: string,
  known: readonly string[],
  got: string,
  want = oneOf(known),
): FileProblem {
  const fix = meant(got, known);
  const issue: FileProblem = { path, kind: "unknown-name", want, got };
  return fix === undefined ? issue : { ...issue, fix };
}

/** The same of a file. */
export const unknownName = (
  file: string,
  ...issue: Parameters<typeof unknownNameIssue>
): Problem => ({ file, ...unknownNameIssue(...issue) });
