import { cited, controlsOf, type Framework, frameworks } from "../../policy/src/frameworks";
import { allRules } from "./examples";
import { page, table } from "./rule-pages";

/** Ids of the rules that answer a control. */
function answeredBy(framework: Framework, id: string): string[] {
  return allRules
    .filter((rule) =>
      rule.frameworks
        .flatMap(controlsOf)
        .some((control) => control.framework === framework && control.id === id),
    )
    .map((rule) => rule.id)
    .sort();
}

/** What of the published frameworks the rules cover, by control. */
export function frameworkPage(): string {
  return page(
    "# Frameworks",
    "<!-- Written by `npm run rules:docs`; change the rules, not this page. -->",
    [
      "Controls of published frameworks by the rules that answer them. A control is *not yet covered* when no rule of the",
      "pack names it, even where a component of ours is made as it asks. Titles are ours; the source has the wording.",
    ].join("\n"),
    table(
      ["framework", "controls", "covered", "not yet", "beyond a stack"],
      frameworks.map(counts),
    ),
    ...frameworks.flatMap(section),
    "## Others",
    "Single controls that rules answer beside these; the lists are not held here whole.",
    table(["control", "says", "rules"], cited.flatMap(rowsOfCited)),
  );
}

/** Covered, not yet covered, and out of a stack's reach. */
function coverage(framework: Framework) {
  const ids = Object.keys(framework.controls);
  const covered = ids.filter((id) => answeredBy(framework, id).length > 0);
  const beyond = ids.filter((id) => !covered.includes(id) && framework.beyond?.[id] !== undefined);
  return { ids, covered, beyond };
}

function counts(framework: Framework): string[] {
  const { ids, covered, beyond } = coverage(framework);
  const left = ids.length - covered.length - beyond.length;
  return [
    framework.title,
    ...[ids, covered].map((l) => String(l.length)),
    String(left),
    String(beyond.length),
  ];
}

function section(framework: Framework): string[] {
  const { title, source, extent, controls, beyond = {} } = framework;
  const rows = Object.entries(controls).map(([id, says]) => {
    const rules = answeredBy(framework, id);
    const state = beyond[id] === undefined ? "not yet covered" : `beyond a stack: ${beyond[id]}`;
    return [id, says, rules.length > 0 ? links(rules) : state];
  });
  return [
    `## ${title}`,
    [`Source: <${source}>.`, ...(extent === undefined ? [] : [extent])].join(" "),
    table(["control", "says", "rules"], rows),
  ];
}

const rowsOfCited = (framework: Framework) =>
  Object.entries(framework.controls).map(([id, says]) => [
    `[${framework.key} ${id}](${framework.source})`,
    says,
    links(answeredBy(framework, id)),
  ]);

const links = (rules: readonly string[]) => rules.map((id) => `[${id}](rules/${id}.md)`).join(", ");
