import { stringify } from "yaml";

import { controlsOf } from "../frameworks";
import type { Tier } from "../kit/context";
import type { GraphRuleWithCases, RuleWithCases } from "../rules/cases";
import type { Example, StackExample } from "../rules/example";
import type { OnUnknown, Prevention } from "../rules/rule";
import { codes, fenced, page, table } from "./markdown";

type AnyRule = RuleWithCases | GraphRuleWithCases;

const note = "<!-- `npm run build` writes this page; change the rule instead. -->";
const tiers: readonly Tier[] = ["sandbox", "nonprod", "prod"];

const isResourceRule = (rule: AnyRule): rule is RuleWithCases => !("scope" in rule);

/** How a rule treats a resource whose judged value a preview does not know. */
const onUnknown: Readonly<Record<OnUnknown, string>> = {
  deny: "A value that the preview does not know is a violation: write it so that the preview knows it.",
  defer:
    "The pack judges a value that the preview does not know after the update, on the real state.",
  skip: "The pack does not judge a value that the preview does not know.",
};

/** Every page of the rules, by its file below `docs/`. */
export function rulePages(rules: readonly AnyRule[]): Readonly<Record<string, string>> {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const pages = sorted.map((rule): [string, string] => [`rules/${rule.id}.md`, pageOf(rule)]);
  return { "rules.md": indexPage(sorted), ...Object.fromEntries(pages) };
}

function indexPage(sorted: readonly AnyRule[]): string {
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
      `The policy pack has ${sorted.length} rules. Each is **gated**: a preview past the pack stops at a violation that is`,
      "mandatory in its tier. Each is **detected**: the pack judges the state after `up`, and nightly. Some are **prevented**",
      "too: a server or a policy refuses the violation, or the part of it that the rule's page names, whoever tries.",
      "[frameworks.md](frameworks.md) lists the published controls that the rules answer, [the README](../README.md#settings)",
      "says how to set or waive a rule.",
    ].join("\n"),
    table(head, rows),
    "`not known` says what the pack does with a value that a preview does not know yet: `deny` reports a violation, `defer`\njudges the value after `up`, `skip` does not judge it.",
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
      ? "None."
      : fenced("json", JSON.stringify({ properties: settings }, undefined, 2)),
    "## Good",
    cases(rule, rule.good),
    "## Bad",
    cases(rule, rule.bad),
  );
}

/** As many examples as people read; the tests judge them all. */
const most = 3;

/** The first examples as YAML documents, without defaults. */
function cases(rule: AnyRule, examples: readonly (Example | StackExample)[]): string {
  const texts = examples.slice(0, most).map((example) => yaml(shown(rule, example)));
  const more = examples.length - texts.length;
  const beside = more > 0 ? `\n\nThe tests judge ${more} more.` : "";
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

/** All that prevents a violation, with the rule's own admission policy. */
function preventionOf(rule: AnyRule): readonly Prevention[] {
  const { prevention = [] } = rule;
  return isResourceRule(rule) && rule.admission !== undefined ? [...prevention, twin] : prevention;
}

const twin: Prevention = {
  by: "admission policy",
  what: "what reaches the cluster any other way ([with exceptions](../../README.md#in-the-cluster))",
  component: "groundwork:cluster:AdmissionPolicies",
};

/** Paths that the pack itself corrects at the level `remediate`. */
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
