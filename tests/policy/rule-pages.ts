import { stringify } from "yaml";

import { controlsOf } from "../../policy/src/frameworks";
import type { Tier } from "../../policy/src/kit/context";
import type { OnUnknown, Prevention } from "../../policy/src/rules/rule";
import { allRules, type Example, isResourceRule, type StackExample } from "./examples";

type AnyRule = (typeof allRules)[number];

const note = "<!-- Written by `npm run rules:docs`; change the rule, not this page. -->";
const tiers: readonly Tier[] = ["sandbox", "nonprod", "prod"];
const sorted = [...allRules].sort((a, b) => (a.id < b.id ? -1 : 1));

/** What becomes of a resource whose judged value a preview does not know. */
const onUnknown: Readonly<Record<OnUnknown, string>> = {
  deny: "A value that the preview does not know is a violation: write it so that it is known.",
  defer: "A value that the preview does not know is judged after the update, on the real state.",
  skip: "A value that the preview does not know is not judged.",
};

/** Every page of the rules, by its file below `docs/`. */
export function rulePages(): Readonly<Record<string, string>> {
  const pages = sorted.map((rule): [string, string] => [`rules/${rule.id}.md`, pageOf(rule)]);
  return { "rules.md": indexPage(), ...Object.fromEntries(pages) };
}

function indexPage(): string {
  const rows = sorted.map((rule) => [
    `[${rule.id}](rules/${rule.id}.md)`,
    rule.title,
    rule.severity,
    preventedBy(preventionOf(rule)),
    enforced(rule),
    "after `up`",
    rule.onUnknown,
  ]);
  const head = ["rule", "says", "severity", "prevented", "gated", "detected", "not known"];
  return page(
    "# Rules",
    note,
    [
      `The policy pack has ${sorted.length} rules. Each is **gated**: a preview past the pack does not go on with a violation, at`,
      "the level of the tier. Each is **detected**: the pack judges what is there after `up`, and nightly. Some are",
      "**prevented** too: something refuses the violation, or the part of it that the rule's page names, whoever tries.",
      "[frameworks.md](frameworks.md) says which published controls they answer, [gate.md](gate.md) how to waive one.",
    ].join("\n"),
    table(head, rows),
    "`not known` is what becomes of a value that a preview does not know yet: `deny` makes a violation of it, `defer` leaves\nit to the judgement after `up`, `skip` leaves it.",
  );
}

function pageOf(rule: AnyRule): string {
  const { id, title, severity, frameworks, fix, link, settings = {}, types } = rule;
  const prevention = preventionOf(rule);
  const facts = [
    ["severity", severity],
    ["level", enforced(rule)],
    ["judges", isResourceRule(rule) ? codes(types) : `the stack together: ${codes(types)}`],
    ["prevented", preventedBy(prevention)],
    ["remedied", remedied(rule)],
  ];
  const refused = prevention.map(
    ({ by, what, component }) =>
      `- ${by[0]?.toUpperCase() ?? ""}${by.slice(1)} refuses ${what}${component ? `: \`${component}\` sets it` : ""}.`,
  );
  const answered = frameworks.map((reference) => `- ${reference}${titleOf(reference)}`);
  const keys = Object.entries(settings);
  return page(
    `# ${id}`,
    note,
    title,
    table(["", ""], facts),
    `**Fix.** ${fix}\n\n**See.** <${link}>`,
    onUnknown[rule.onUnknown],
    ...(refused.length > 0 ? ["## Prevented", refused.join("\n")] : []),
    "## Frameworks",
    answered.join("\n"),
    "## Settings",
    keys.length === 0
      ? "None of its own."
      : fenced("json", JSON.stringify({ properties: settings }, undefined, 2)),
    "## Good",
    cases(rule, rule.good),
    "## Bad",
    cases(rule, rule.bad),
  );
}

/** As many examples as one reads; the tests judge them all. */
const most = 3;

/** The first examples as YAML documents; what is as by default is left out. */
function cases(rule: AnyRule, examples: readonly (Example | StackExample)[]): string {
  const texts = examples.slice(0, most).map((example) => yaml(shown(rule, example)));
  const more = examples.length - texts.length;
  const beside = more > 0 ? `\n\nThere are ${more} more beside the rule.` : "";
  return `${fenced("yaml", texts.join("---\n"))}${beside}`;
}

function shown(rule: AnyRule, example: Example | StackExample): unknown {
  return isResourceRule(rule) && !Array.isArray(example)
    ? { type: rule.types[0], ...example }
    : example;
}

const yaml = (value: unknown) =>
  stringify(JSON.parse(JSON.stringify(value)), { lineWidth: 0, aliasDuplicateObjects: false });

function enforced({ enforcement }: AnyRule): string {
  const mandatory = tiers.filter((tier) => enforcement[tier] === "mandatory");
  const others = tiers.filter((tier) => enforcement[tier] !== "mandatory");
  return others.length === 0
    ? "mandatory everywhere"
    : [`mandatory in ${mandatory.join(", ") || "none"}`, `advisory in ${others.join(", ")}`].join(
        "; ",
      );
}

/** What prevents a violation, the rule's own admission policy among it. */
function preventionOf(rule: AnyRule): readonly Prevention[] {
  const { prevention = [] } = rule;
  return isResourceRule(rule) && rule.admission !== undefined ? [...prevention, twin] : prevention;
}

const twin: Prevention = {
  by: "admission policy",
  what: "what comes to the cluster by any other way ([what it leaves out](../admission.md))",
  component: "groundwork:cluster:AdmissionPolicies",
};

/** What the pack itself sets right, where the rule's level is `remediate`. */
function remedied(rule: AnyRule): string {
  const paths = isResourceRule(rule) ? Object.keys(rule.remedies ?? {}) : [];
  return paths.length === 0 ? "no" : `at the level \`remediate\`: ${codes(paths)}`;
}

const preventedBy = (prevention: readonly Prevention[]) =>
  prevention.length === 0
    ? "no"
    : `partly, by ${[...new Set(prevention.map(({ by }) => by))].join(", ")}`;

function titleOf(reference: string): string {
  const controls = controlsOf(reference);
  const [first] = controls;
  if (first === undefined) {
    return "";
  }
  return controls.length === 1
    ? `: ${first.framework.controls[first.id] ?? ""}`
    : `: all ${controls.length} controls`;
}

const codes = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join(", ");
const fenced = (kind: string, text: string) => `\`\`\`${kind}\n${text.trimEnd()}\n\`\`\``;

export const page = (...parts: readonly string[]) => `${parts.join("\n\n")}\n`;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
