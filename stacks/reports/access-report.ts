import { personas } from "../../components/team/personas";
import { type AccessCell, accessRights, subjectName, targetName } from "../derived/access";
import type { Organization } from "../declarations/model";

/** Every right of everyone, as `groundwork check access --json` prints it; all else is refused. */
export interface AccessReport {
  /** Roles of each person, such as `payments owner`. */
  readonly people: Readonly<Record<string, readonly string[]>>;
  readonly rights: readonly ReportedRight[];
  /** How many other combinations of who, where and action there are. */
  readonly refused: number;
}

/** One right in words. */
export type ReportedRight = Omit<ReportedCell, "allowed">;

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
  const { rights, refused } = accessRights(organization);
  return { people: peopleOf(organization), rights: rights.map(rightInWords), refused };
}

/** Every right of a team's people, workloads and pipelines, as Markdown. */
export function teamAccessMarkdown(organization: Organization, team: string): string {
  const { rights } = accessRights(organization);
  const own = rights.filter(
    ({ subject }) => subject.kind !== "administrator" && subject.team === team,
  );
  const roles = new Set(personas.map((persona) => `${team} ${persona}`));
  const people = Object.entries(peopleOf(organization))
    .map(([name, all]) => [name, all.filter((role) => roles.has(role))] as const)
    .filter(([, all]) => all.length > 0);
  const counted = `${own.length} rights; everything else is refused.`;
  return markdown(Object.fromEntries(people), own.map(rightInWords), counted);
}

/** The same answer in words. */
export function inWords(cell: AccessCell): ReportedCell {
  return { ...rightInWords(cell), allowed: cell.allowed };
}

function rightInWords({ subject, target, action }: AccessCell): ReportedRight {
  return {
    subject: subjectName(subject),
    system: target.system,
    target: targetName(target),
    action,
  };
}

/** Roles of each person; empty where a directory of the company's knows them. */
function peopleOf({ identity, teams }: Organization): Record<string, string[]> {
  const people: Record<string, string[]> = {};
  const is = (name: string, what: string) => (people[name] ??= []).push(what);
  if (identity.mode !== "existing") {
    identity.administrators?.forEach((name) => is(name, administrator));
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
  return [...lacking("new", now, old), ...lacking("gone", old, now)];
}

/** Rights as they are shown, each with its weight: what makes an administrator, what changes things, the rest. */
type Rights = ReadonlyMap<string, 0 | 1 | 2>;

/** The rights that another report lacks, the weightiest first. */
function lacking(change: AccessChange["change"], rights: Rights, other: Rights): AccessChange[] {
  return [...rights]
    .filter(([text]) => !other.has(text))
    .sort(([a, weight], [b, than]) => weight - than || (a < b ? -1 : 1))
    .map(([text]) => ({ change, text }));
}

const administrator = subjectName({ kind: "administrator" });
const changing = new Set([
  "administer",
  "change",
  "change clients",
  "change workloads",
  "hand out rights",
  "read all secrets",
  "read secrets",
  "write",
]);

function rightsIn({ people, rights }: AccessReport): Rights {
  const ofPeople = Object.entries(people).flatMap(([name, all]) =>
    all.map((what) => [`${name}: ${what}`, what === administrator ? 0 : 2] as const),
  );
  const ofSubjects = rights.map(({ subject, system, target, action }) => {
    const changes = system === "secrets" || changing.has(action);
    const weight = subject === administrator ? 0 : changes ? 1 : 2;
    return [`${subject}: ${action}: ${target}`, weight] as const;
  });
  return new Map([...ofPeople, ...ofSubjects]);
}

/** Rights of each subject, as Markdown; every other action is refused. */
export function accessMarkdown({ people, rights, refused }: AccessReport): string {
  const counted = `${rights.length} rights; ${refused} other combinations are refused.`;
  return markdown(people, rights, counted);
}

function markdown(
  people: AccessReport["people"],
  rights: AccessReport["rights"],
  counted: string,
): string {
  const places = Map.groupBy(rights, ({ subject, target }) => `| ${subject} | ${target} |`);
  return [
    "## Who may do what",
    "",
    "| person | is |",
    "| --- | --- |",
    ...Object.entries(people).map(([name, all]) => `| ${name} | ${all.join(", ")} |`),
    "",
    "| who | where | may |",
    "| --- | --- | --- |",
    ...[...places].map(
      ([place, all]) => `${place} ${all.map(({ action }) => action).join(", ")} |`,
    ),
    "",
    counted,
    "",
  ].join("\n");
}
