/**
 * The form of a report. The engine passes on only its text, so the first line holds code words only,
 * for programs:
 *
 *     [<CODE> ]<RULE-ID>[ <URN>]
 *
 * It alone says what the report is; without a code it is a violation. The lines after it are for people:
 * programs show them, and find the place of a finding by `: want `, and some lines by their first word.
 * Everything else is free wording. `cli/src/gate/judging/message.ts` reads this form.
 */
export const codes = {
  /** Excused by a waiver. */
  waived: "WAIVED",
  /** Excused by the baseline. */
  known: "KNOWN",
  /** Not judged, since a preview does not know a value. */
  deferred: "DEFERRED",
  /** The same, and the arguments of its component show that the value will be as wanted. */
  intended: "INTENDED",
  /** A waiver that excuses nothing. */
  unused: "UNUSED",
  /** A rule that failed and judged nothing. */
  failed: "RULE-ERROR",
} as const;
export type Code = (typeof codes)[keyof typeof codes];

/** Words by which programs find lines. */
export const keys = {
  /** After the path of a finding. */
  want: ": want ",
  fix: "fix: ",
  see: "see: ",
  /** Before the URN of the component whose arguments were judged. */
  intent: "intent: ",
} as const;

/** The first line of a report. */
export function headOf(code: Code | undefined, rule: string, urn: string | undefined): string {
  return [code, rule, urn].filter((word) => word !== undefined).join(" ");
}
