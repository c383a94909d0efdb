import { readData } from "@groundwork-iac/platform/internal/declarations/files";
import type { FileProblem } from "@groundwork-iac/platform/internal/declarations/problems";
import { problemsOf } from "@groundwork-iac/platform/internal/declarations/schema-problems";
import { z } from "zod";

import type { RuleFacts } from "./catalogue";
import { grantSchema, refuse } from "./declared";
import type { Settings } from "./settings";

/** Settings of rules by their ids, as `policy.json` has them. */
export type RuleSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const levels = ["mandatory", "advisory", "disabled"] as const;
const names = z.array(z.string()).describe("Names; * stands for any text.");

const grant = grantSchema.describe(
  "Why settings lower the rule, whose that is, and until when; required if they do.",
);

/** Graph rules share one policy, which has one level for all of them. */
const shares = (rule: RuleFacts, rules: readonly RuleFacts[]) =>
  rules.some(
    (other) => other !== rule && other.policies.some((name) => rule.policies.includes(name)),
  );

/** The schema of `policy.json` for the rules of a pack. */
export function ruleSettingsSchema(rules: readonly RuleFacts[]) {
  const shape = rules.map((rule) => {
    const own = Object.keys(rule.settings).map((key) => [key, names.optional()] as const);
    const possible = rule.mends ? ([...levels, "remediate"] as const) : levels;
    const level = z.enum(possible).optional().describe("Default: as the rule says.");
    const settings = z.strictObject({
      ...(shares(rule, rules) ? {} : { enforcementLevel: level }),
      ...Object.fromEntries(own),
      lowered: grant.optional(),
    });
    return [rule.id, settings.optional().describe(rule.title)] as const;
  });
  return z.strictObject({ $schema: z.string().optional(), ...Object.fromEntries(shape) });
}

/**
 * Reads `policy.json`.
 * @throws Error with every problem: path, wanted value, actual value and fix.
 */
export function readRuleSettings(
  file: string | undefined,
  rules: readonly RuleFacts[],
): RuleSettings {
  if (file === undefined) {
    return {};
  }
  const data = parsed(file);
  const policies = Object.keys(data).flatMap((key) => ofPolicy(key, rules));
  const rest = Object.entries(data).filter(([key]) => ofPolicy(key, rules).length === 0);
  const found = problemsOf(ruleSettingsSchema(rules), Object.fromEntries(rest));
  refuse([...policies, ...found].map((problem) => ({ ...problem, file })));
  return Object.fromEntries(rest.filter(([key]) => key !== "$schema")) as RuleSettings;
}

/** The problem with a key that names a policy of the SDK's instead of a rule. */
function ofPolicy(key: string, rules: readonly RuleFacts[]): FileProblem[] {
  const ids = rules.filter(({ policies }) => policies.includes(key)).map(({ id }) => id);
  return ids.length === 0 || ids.includes(key)
    ? []
    : [
        {
          kind: "unknown-key",
          path: key,
          want: "the id of a rule",
          found: "a policy of it",
          fix: `write it under ${ids.join(" or ")}`,
        },
      ];
}

function parsed(file: string): Record<string, unknown> {
  const wanted = `${file}: want JSON with settings by rule, such as {"KC-01": {"loopback": ["cli"]}}`;
  const read = readData(file, "JSON");
  if (read === undefined) {
    throw new Error(`${wanted}, got no file`);
  }
  refuse(read.problems.map((problem) => ({ ...problem, file })));
  const data = z.record(z.string(), z.unknown()).safeParse(read.data);
  if (!data.success) {
    throw new Error(`${wanted}, got something else`);
  }
  return data.data;
}

/** Settings derived from an organisation, but for rules and keys that the installed pack does not know. */
export function derivedSettings(derived: RuleSettings, rules: readonly RuleFacts[]): RuleSettings {
  const known = rules.map(({ id, settings }) => {
    const own = Object.entries(derived[id] ?? {}).filter(([key]) => Object.hasOwn(settings, key));
    return [id, Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(known.filter(([, own]) => Object.keys(own).length > 0));
}

/** The settings for the SDK, which takes them by policy: a rule has one per type, graph rules share one. */
export function byPolicy(settings: RuleSettings, rules: readonly RuleFacts[]): Settings {
  const expanded: Record<string, Record<string, unknown>> = {};
  for (const { id, policies } of rules) {
    for (const policy of settings[id] === undefined ? [] : policies) {
      expanded[policy] = { ...expanded[policy], ...settings[id] };
    }
  }
  return expanded;
}
