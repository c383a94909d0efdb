import { type Lowered, shortened } from "../inputs/lowered";

/** How settings and tiers lower rules, for people: a line per environment that is not judged as production. */
export function loweredLines(lowered: readonly Lowered[]): string[] {
  const bySettings = lowered.filter(({ environment }) => environment === undefined);
  const byTiers = lowered.filter(({ environment }) => environment !== undefined);
  const environments = [...Map.groupBy(byTiers, ({ environment }) => environment)];
  return [
    ...bySettings.flatMap(linesOf),
    ...environments.map(([environment = "", own]) => tierLine(environment, own)),
  ];
}

function tierLine(environment: string, lowered: readonly Lowered[]): string {
  const bySeverity = [...Map.groupBy(lowered, ({ severity }) => severity)].map(
    ([severity, own]) => `${severity} ${listed(own.map(ruleOfTier))}`,
  );
  const allow = lowered.length === 1 ? "rule allows" : "rules allow";
  const [{ tier = "" } = {}] = lowered;
  return `LOWERED ${environment} is judged as ${tier} by environments/${environment}.yaml; ${lowered.length} ${allow} more: ${bySeverity.join("; ")}`;
}

const ruleOfTier = ({ rule, level }: Lowered) => (level === undefined ? rule : `${rule} ${level}`);

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
