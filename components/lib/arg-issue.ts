/** One bad argument, in the caller's words. */
export interface ArgIssue {
  /** Path as the caller wrote it, such as `zones[1]`. */
  readonly path: string;
  readonly want: string;
  readonly got?: unknown;
}

/** Kinds of faults. Who decides by a fault decides by its kind, never by its words. */
export type IssueKind =
  /** Something that must be there is not. */
  | "missing"
  /** A file or a folder that is there and can't be read. */
  | "unreadable"
  /** A text that no parser takes. */
  | "syntax"
  /** A value of another type or form. */
  | "malformed"
  /** A value that is none of a closed list. */
  | "choice"
  /** A number, a length or a date beyond its bounds. */
  | "bounds"
  | "unknown-key"
  /** A name that nobody declares. */
  | "unknown-name"
  /** What only one may have and another already has. */
  | "duplicate"
  /** What does not go together with something else that is declared. */
  | "conflict"
  /** Addresses that overlap others. */
  | "overlap"
  /** Addresses outside what they are to be cut from. */
  | "outside"
  /** A network that is too small for its need. */
  | "no-room"
  /** A ledger that lacks what the plan gives out. */
  | "ledger"
  /** An account that has too little of a quota. */
  | "quota";

/** A fault as data. */
export interface Issue extends ArgIssue {
  readonly kind: IssueKind;
  /** What shows the fault, in words, before what is wanted. */
  readonly because?: string;
  /** What is there, in words, where no value shows it. */
  readonly found?: string;
  /** Who already has what was given, in words: `of team search`. */
  readonly holder?: string;
  /** What is given beside it, in words. */
  readonly beside?: string;
  /** What to do, in words. */
  readonly fix?: string;
}

/** An issue as every message of ours puts it. */
export function issueText({ path, because = "", ...rest }: ArgIssue & Partial<Issue>): string {
  const place = [path, because].filter((part) => part !== "").map((part) => `${part}: `);
  return `${place.join("")}want ${demandText(rest)}`;
}

/** What an issue wants, what it got, and what to do, without its place. */
export function demandText(issue: Omit<ArgIssue & Partial<Issue>, "path">): string {
  const { want, got, found, holder, beside, fix } = issue;
  const given = got === undefined ? found : JSON.stringify(got);
  return [
    want,
    ...(given === undefined
      ? []
      : [holder === undefined ? `, got ${given}` : `, ${given} is ${holder}`]),
    ...(beside === undefined ? [] : [` beside ${beside}`]),
    ...(fix === undefined ? [] : [`; ${fix}`]),
  ].join("");
}
