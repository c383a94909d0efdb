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
  const parts = [escaped(path), because].filter((part) => part !== "");
  return `${parts.map((part) => `${part}: `).join("")}want ${demandText(rest)}`;
}

/** What an issue wants, what it got, and what to do, without its place. */
export function demandText(issue: Omit<ArgIssue & Partial<Issue>, "path">): string {
  const { want, got, found, holder, beside, fix } = issue;
  const given = got === undefined ? found : shownValue(got);
  return [
    want,
    ...(given === undefined
      ? []
      : [holder === undefined ? `, got ${given}` : `, ${given} is ${holder}`]),
    ...(beside === undefined ? [] : [` beside ${beside}`]),
    ...(fix === undefined ? [] : [`; ${fix}`]),
  ].join("");
}

/** Most characters of a value that a message shows. */
const mostShown = 300;

/** A value as JSON, cut if it is long, and without characters that a terminal obeys or hides. */
function shownValue(got: unknown): string {
  if (isEndless(got)) {
    return spelt(got);
  }
  const inner = (_: string, value: unknown) => (isEndless(value) ? spelt(value) : value);
  // A password before the host is for nobody's eyes.
  const text = (JSON.stringify(got, inner) as string | undefined)?.replace(
    /:\/\/[^/@\s"]+@/g,
    "://…@",
  );
  const cut = text !== undefined && text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
  return escaped(String(cut));
}

/** A number without an end, which JSON has none of, as YAML spells it. */
const spelt = (value: number): string =>
  Number.isNaN(value) ? ".nan" : value < 0 ? "-.inf" : ".inf";

const isEndless = (value: unknown): value is number =>
  typeof value === "number" && !Number.isFinite(value);

/** A text without characters that a terminal obeys or hides. */
export const escaped = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
