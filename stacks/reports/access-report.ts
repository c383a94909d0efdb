import { personas } from "../../components/team/personas";
import { type AccessCell, accessCells, subjectName, targetName } from "../derived/access";
import type { Organization } from "../declarations/model";

/** Every right of everyone, as `groundwork check access --json` prints it. */
export interface AccessReport {
  /** Roles of each person, such as `payments owner`. */
  readonly people: Readonly<Record<string, readonly string[]>>;
  readonly cells: readonly ReportedCell[];
}

/** One answer in words. */
export interface ReportedCell {
  readonly subject: string;
  readonly system: string;
  readonly target: string;
  readonly action: string;
  readonly allowed: boolean;
}

/** Every right of everyone in an organisation, in words. */
export function accessReport(organization: Organization): AccessReport {
  return { people: peopleOf(organization), cells: accessCells(organization).map(inWords) };
}

/** The same answer in words. */
export function inWords({ subject, target, action, allowed }: AccessCell): ReportedCell {
  return {
    subject: subjectName(subject),
    system: target.system,
    target: targetName(target),
    action,
    allowed,
  };
}

/** Roles of each person; empty where a directory of the company's knows them. */
function peopleOf({ identity, teams }: Organization): Record<string, string[]> {
  const people: Record<string, string[]> = {};
  const is = (name: string, what: string) => (people[name] ??= []).push(what);
  if (identity.mode !== "existing") {
    identity.administrators?.forEach((name) => is(name, "platform administrator"));
  }
  for (const [team, { members = {} }] of Object.entries(teams)) {
    for (const persona of personas) {
      members[persona]?.forEach((name) => is(name, `${team} ${persona}`));
    }
  }
  return Object.fromEntries(Object.entries(people).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One right that came or went. */
export interface AccessChange {
  readonly change: "new" | "gone";
  /** Such as `ada: platform administrator`. */
  readonly text: string;
}

/** Changes from one report to the next: new rights before gone ones, administrators' before all. */
export function accessChanges(before: AccessReport, after: AccessReport): AccessChange[] {
  const [old, now] = [rightsIn(before), rightsIn(after)];
  return [
    ...[...now].filter((text) => !old.has(text)).map((text) => changed("new", text)),
    ...[...old].filter((text) => !now.has(text)).map((text) => changed("gone", text)),
  ].sort((a, b) => rank(a) - rank(b) || (a.text < b.text ? -1 : 1));
}

const changed = (change: AccessChange["change"], text: string): AccessChange => ({ change, text });

/** New before gone; of each, rights of administrators first, then rights to change. */
function rank({ change, text }: AccessChange): number {
  const weight = /administrator/.test(text) ? 0 : /hand out|write|secret|change/.test(text) ? 1 : 2;
  return (change === "new" ? 0 : 3) + weight;
}

function rightsIn({ people, cells }: AccessReport): Set<string> {
  return new Set([
    ...Object.entries(people).flatMap(([name, all]) => all.map((what) => `${name}: ${what}`)),
    ...cells
      .filter(({ allowed }) => allowed)
      .map(({ subject, target, action }) => `${subject}: ${action}: ${target}`),
  ]);
}

/** Rights of each subject, as Markdown; every other action is refused. */
export function accessMarkdown({ people, cells }: AccessReport): string {
  const subjects = [...new Set(cells.map(({ subject }) => subject))];
  const rows = subjects.flatMap((subject) => {
    const own = cells.filter((cell) => cell.subject === subject && cell.allowed);
    return [...new Set(own.map(({ target }) => target))].map((target) => {
      const actions = own.filter((cell) => cell.target === target).map(({ action }) => action);
      return `| ${subject} | ${target} | ${actions.join(", ")} |`;
    });
  });
  const refused = cells.filter(({ allowed }) => !allowed).length;
  return [
    "## Who may do what",
    "",
    "| person | is |",
    "| --- | --- |",
    ...Object.entries(people).map(([name, all]) => `| ${name} | ${all.join(", ")} |`),
    "",
    "| who | where | may |",
    "| --- | --- | --- |",
    ...rows,
    "",
    `${cells.length - refused} rights; ${refused} other combinations are refused.`,
    "",
  ].join("\n");
}
