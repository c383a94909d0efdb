import { issueText } from "../../components/lib/arg-issue";
import { oneOf, unknownNameIssue } from "../declarations/suggestion";

/** A key that a record does not have, and the ones that it has. */
export class UnknownKeyError extends Error {
  public constructor(what: string, known: readonly string[], key: string | undefined) {
    super(
      issueText(
        key === undefined
          ? { path: what, want: oneOf(known), found: "nothing" }
          : unknownNameIssue(what, known, key),
      ),
    );
    this.name = "UnknownKeyError";
  }
}

/**
 * Looks up a key that must exist.
 * @param what Names the place that gives the key, such as `stack "network.dev"`.
 * @throws UnknownKeyError that names the key and the known ones.
 */
export function required<T>(
  record: Readonly<Record<string, T>>,
  key: string | undefined,
  what: string,
): T {
  if (key === undefined || !Object.hasOwn(record, key)) {
    throw new UnknownKeyError(what, Object.keys(record), key);
  }
  return record[key] as T;
}
