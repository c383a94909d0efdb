import type { Drift } from "../drift/drift";
import type { Kind, PolicyFinding } from "../judging/findings";
import type { Loss } from "../judging/protected";

/** First word of a finding's line, per kind. */
const marks: Readonly<Record<Kind, string>> = {
  violation: "",
  deferred: "DEFERRED ",
  failed: "RULE-ERROR ",
  waived: "WAIVED ",
  known: "KNOWN ",
  unused: "UNUSED ",
  mended: "MENDED ",
};

/** A finding for people, some lines. */
export function findingText(finding: PolicyFinding): string {
  const {
    kind,
    level,
    rule,
    severity = "unrated",
    title,
    resource,
    path,
    want,
    fix,
    link,
  } = finding;
  return [
    `${severity}, ${level}${title === undefined ? "" : `: ${title}`}`,
    `${marks[kind]}${rule} ${resource}`,
    ...(path === undefined ? [] : [`  ${path}: want ${want ?? ""}`]),
    ...(fix === undefined ? [] : [`  fix: ${fix}`]),
    ...(link === undefined ? [] : [`  see: ${link}`]),
    ...finding.notes.map((note) => `  ${note}`),
  ].join("\n");
}

const protection =
  "  next: if Pulumi refuses it as protected, `pulumi state unprotect <urn>` first; docs/gate.md, After an approval";

/** A loss for people, some lines. */
export function lossText({
  stack,
  action,
  resource,
  loses,
  stacks,
  teams,
  approved,
  refusals,
}: Loss): string {
  const hits = stacks.length === 0 ? "no other stack" : stacks.join(", ");
  const whose = teams.length === 0 ? "no team" : `teams ${teams.join(", ")}`;
  const lines = [
    `${approved === undefined ? "LOSS" : "APPROVED"} ${action} ${resource}`,
    `  it takes along ${loses}; behind it: ${hits}; ${whose}`,
  ];
  if (approved !== undefined) {
    return [...lines, `  approved by ${approved}`, protection].join("\n");
  }
  const entry = `{ stack: ${stack}, resource: "${resource}", action: ${action}, approvedBy: <who>, until: <date> }`;
  return [
    ...lines,
    ...refusals.map((why) => `  approval: ${why}`),
    `  fix: change the program so that it stays, or have approvals.yaml say ${entry}`,
  ].join("\n");
}

/** The official provider sets back only what is declared. */
const addedFix =
  "  fix: remove it from the live object, then `pulumi refresh`, or have the program say it; docs/gate.md, After an update";

/** A difference between a stack that is up and its program, for people. */
export function driftText({ op, urn, properties, additions = [] }: Drift): string {
  const differing = properties.filter((path) => !additions.some((one) => one.path === path));
  return [
    `DRIFT ${op} ${urn}`,
    ...(differing.length === 0 ? [] : [`  it differs in ${differing.join(", ")}`]),
    ...additions.map(({ path, item }) => `  ${path}: want only what is declared, got ${item}`),
    additions.length === 0
      ? "  fix: bring the stack up, which sets it back, or have the program say it"
      : addedFix,
  ].join("\n");
}
