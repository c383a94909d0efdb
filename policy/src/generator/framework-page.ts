import { cited, controlsOf, type Framework, frameworks } from "../frameworks";
import { page, table } from "./markdown";

/** A rule by the controls that it answers. */
interface Answering {
  readonly id: string;
  readonly frameworks: readonly string[];
}

/** Ids of the rules that answer a control. */
type AnsweredBy = (framework: Framework, id: string) => readonly string[];

const answeredBy =
  (rules: readonly Answering[]): AnsweredBy =>
  (framework, id) =>
    rules
      .filter((rule) =>
        rule.frameworks
          .flatMap(controlsOf)
          .some((control) => control.framework === framework && control.id === id),
      )
      .map((rule) => rule.id)
      .sort();

/** The published frameworks by control, with the rules that answer each. */
export function frameworkPage(rules: readonly Answering[]): string {
  const answers = answeredBy(rules);
  return page(
    "# Frameworks",
    "<!-- `npm run build` writes this page; change the rules instead. -->",
    [
      "Controls of published frameworks, with the rules that answer each. A control is *not yet covered* if no rule of the",
      "pack names it, even where a component of Groundwork fulfils it. Titles are ours; the source has the wording.",
    ].join("\n"),
    table(
      ["framework", "controls", "covered", "not yet", "beyond a stack"],
      frameworks.map((framework) => counts(framework, answers)),
    ),
    ...frameworks.flatMap((framework) => section(framework, answers)),
    "## Others",
    "Single controls that rules answer from lists that this page does not hold whole.",
    table(
      ["control", "says", "rules"],
      cited.flatMap((framework) => rowsOfCited(framework, answers)),
    ),
  );
}

/** Covered, not yet covered, and out of a stack's reach. */
function coverage(framework: Framework, answers: AnsweredBy) {
  const ids = Object.keys(framework.controls);
  const covered = ids.filter((id) => answers(framework, id).length > 0);
  const beyond = ids.filter((id) => !covered.includes(id) && framework.beyond?.[id] !== undefined);
  return { ids, covered, beyond };
}

function counts(framework: Framework, answers: AnsweredBy): string[] {
  const { ids, covered, beyond } = coverage(framework, answers);
  const left = ids.length - covered.length - beyond.length;
  return [
    framework.title,
    ...[ids, covered].map((l) => String(l.length)),
    String(left),
    String(beyond.length),
  ];
}

function section(framework: Framework, answers: AnsweredBy): string[] {
  const { title, source, extent, controls, beyond = {} } = framework;
  const rows = Object.entries(controls).map(([id, says]) => {
    const rules = answers(framework, id);
    const state = beyond[id] === undefined ? "not yet covered" : `beyond a stack: ${beyond[id]}`;
    return [id, says, rules.length > 0 ? links(rules) : state];
  });
  return [
    `## ${title}`,
    [`Source: <${source}>.`, ...(extent === undefined ? [] : [extent])].join(" "),
    table(["control", "says", "rules"], rows),
  ];
}

const rowsOfCited = (framework: Framework, answers: AnsweredBy) =>
  Object.entries(framework.controls).map(([id, says]) => [
    `[${framework.key} ${id}](${framework.source})`,
    says,
    links(answers(framework, id)),
  ]);

const links = (rules: readonly string[]) => rules.map((id) => `[${id}](rules/${id}.md)`).join(", ");
