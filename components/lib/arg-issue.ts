/** One bad argument, in the caller's words. */
export interface ArgIssue {
  /** Path as the caller wrote it, such as `zones[1]`. */
  readonly path: string;
  readonly want: string;
  readonly got?: unknown;
}

/** An issue as every message of ours puts it. */
export function issueText({ path, want, got }: ArgIssue): string {
  const given = got === undefined ? "" : `, got ${JSON.stringify(got)}`;
  return `${path}: want ${want}${given}`;
}
