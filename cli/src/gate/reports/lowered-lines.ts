import { type Lowered, shortened } from "../inputs/lowered";

/** How settings lower rules, for people. */
export const loweredLines = (lowered: readonly Lowered[]): string[] => lowered.flatMap(linesOf);

function linesOf(lowered: Lowered): string[] {
  const { rule, severity, title, setting, state } = lowered;
  if (state === "unused") {
    return [`UNUSED ${rule} is lowered by no setting; take \`lowered\` out ${by(lowered)}`];
  }
  const how = `${rule} ${wayOf(lowered)} by settings; ${severity}: ${title}`;
  return state === "in force"
    ? [`LOWERED ${how}`, `  ${whyOf(lowered)}`]
    : [
        `${state === "ended" ? "ENDED" : "EARLY"} ${how}`,
        `  without effect: ${setting ?? ""} is ${state} (${lowered.since ?? ""} to ${lowered.expires ?? ""}); take it out ${by(lowered)}`,
      ];
}

function wayOf({ setting = "", level, width = [], leftOut = [] }: Lowered): string {
  if (level !== undefined) {
    return `is ${level}`;
  }
  const isEverything = width.some((name) => /^\*+$/.test(name));
  const more = [`allows ${isEverything ? "everything" : "more"}: ${setting} ${listed(width)}`];
  const less = [`leaves out of ${setting}: ${listed(leftOut)}`];
  return [...(width.length > 0 ? more : []), ...(leftOut.length > 0 ? less : [])].join(", ");
}

const whyOf = ({ expires = "", reason = "", owner = "", ticket = "" }: Lowered) =>
  ["until " + expires, reason, owner, ticket].map(onOneLine).join(", ");

const by = ({ owner = "", ticket = "" }: Lowered) => `(${onOneLine(owner)}, ${onOneLine(ticket)})`;

/** A name with anything unusual in it is quoted, so that it can't look like a line of the report. */
const listed = (names: readonly string[]) =>
  shortened(names)
    .map((name) => (/^[\w*./:@ +-]+$/.test(name) ? name : JSON.stringify(name)))
    .join(", ");

const onOneLine = (text: string) => text.replaceAll(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ");
