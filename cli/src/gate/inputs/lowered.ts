import type { Problem } from "@groundwork-iac/platform/internal/declarations/problems";

import { globFits } from "./approvals";
import { rankOf, type RuleFacts, type Tier } from "./catalogue";
import { daysProblem, type Grant, stateOf } from "./declared";
import type { RuleSettings } from "./rule-settings";

/** A way in which settings or an environment's tier lower a rule, or a statement that allows one. */
export interface Lowered extends Pick<RuleFacts, "severity" | "title">, Partial<Grant> {
  readonly rule: string;
  /** Name of the setting; omitted if the statement is of none, or a tier lowers the rule. */
  readonly setting?: string;
  /** The lower level, if the setting is `enforcementLevel`, or the tier has one. */
  readonly level?: "advisory" | "disabled";
  /** Names by which the rule allows more; `*` stands for everything. */
  readonly width?: readonly string[];
  /** Names that the rule no longer judges, or no longer tells apart. */
  readonly leftOut?: readonly string[];
  /** Environment whose stacks alone are judged so. */
  readonly environment?: string;
  /** The environment's tier, which lowers the rule. */
  readonly tier?: Tier;
  /** What the rule allows at the tier that it refuses in production, in words. */
  readonly allows?: string;
  /** Whether it has effect: a statement that ended, or has not begun, has none. */
  readonly state: "in force" | "ended" | "not begun" | "unused";
}

/** A file of settings by rule. */
export interface SettingsFile {
  readonly file: string;
  readonly settings: RuleSettings;
  /** Whether it is a team's own, which can't lower a critical rule. */
  readonly isTeams: boolean;
}

type Lowering = Pick<Lowered, "setting" | "level" | "width" | "leftOut">;

/** Settings that stand, and how they lower the rules. */
export interface Heeded {
  readonly settings: RuleSettings;
  readonly lowered: readonly Lowered[];
}

/**
 * Completes settings by those of a file, which win by rule and key. Where a file's setting lets a
 * rule allow more, it needs the rule's `lowered`, a statement as of a waiver; beyond its days the
 * setting has no effect.
 */
export function heed(
  base: RuleSettings,
  { file, settings, isTeams }: SettingsFile,
  rules: readonly RuleFacts[],
  today: string,
  problems: Problem[],
): Heeded {
  const lowered: Lowered[] = [];
  const heeded = rules.map((rule) => {
    const { id, severity, title } = rule;
    const { lowered: grant, ...written } = settings[id] ?? {};
    const lowerings = loweringsOf(rule, base[id] ?? {}, written);
    const statement = grant as Grant | undefined;
    const state = statement === undefined ? "in force" : stateOf(statement, today);
    const of = { rule: id, severity, title, ...statement };
    if (lowerings.length === 0 && statement !== undefined) {
      lowered.push({ ...of, state: "unused" });
    }
    lowered.push(...lowerings.map((lowering) => ({ ...of, ...lowering, state })));
    const found = problemsOf(rule, lowerings, statement, isTeams);
    problems.push(...found.map((problem) => ({ ...problem, file })));
    const names = new Set(state === "in force" ? [] : lowerings.map(({ setting }) => setting));
    const kept = Object.entries(written).filter(([key]) => !names.has(key));
    return [id, { ...base[id], ...Object.fromEntries(kept) }] as const;
  });
  return {
    settings: Object.fromEntries(heeded.filter(([, own]) => Object.keys(own).length > 0)),
    lowered: lowered.sort((a, b) => rankOf(a.severity) - rankOf(b.severity)),
  };
}

/** The settings of a rule by which it allows more than without them. */
function loweringsOf(
  { settings, enforcement }: RuleFacts,
  base: RuleSettings[string],
  written: RuleSettings[string],
): Lowering[] {
  const strictest = Object.values(enforcement).includes("mandatory") ? "mandatory" : "advisory";
  const before = levels.indexOf((base["enforcementLevel"] ?? strictest) as string);
  return Object.entries(written).flatMap(([setting, value]): Lowering[] => {
    if (setting === "enforcementLevel") {
      const level = value === "advisory" || value === "disabled" ? value : undefined;
      return level !== undefined && levels.indexOf(level) < before ? [{ setting, level }] : [];
    }
    const facts = settings[setting] ?? { effect: "widens" };
    const [former, names] = [base[setting] ?? [], value].map((list) => {
      const { usual = [] } = facts;
      return (list as readonly string[]).length === 0 ? usual : (list as readonly string[]);
    }) as [readonly string[], readonly string[]];
    const more = width(facts, former, names);
    const isNarrower = facts.effect === "covers" || facts.effect === "identifies";
    const less = isNarrower ? former.filter((name) => !names.includes(name)) : [];
    return more.length + less.length === 0
      ? []
      : [
          {
            setting,
            ...(more.length > 0 && { width: more }),
            ...(less.length > 0 && { leftOut: less }),
          },
        ];
  });
}

/** Levels of a rule, the lowest first; a rule that mends is as strict as a mandatory one. */
const levels: readonly string[] = ["disabled", "advisory", "mandatory"];

/** Names that allow more than the former ones; without names, a list that limits allows everything. */
function width(
  { effect, narrowing }: RuleFacts["settings"][string],
  former: readonly string[],
  names: readonly string[],
): string[] {
  const isLimit = effect !== "widens";
  if (effect === "covers" || (isLimit && former.length === 0)) {
    return [];
  }
  if (isLimit && names.length === 0) {
    return ["*"];
  }
  const isHeld = (name: string) =>
    effect === "identifies"
      ? former.includes(name) || (narrowing !== undefined && new RegExp(narrowing).test(name))
      : former.some((pattern) => globFits(pattern, name));
  return names.filter((name) => !isHeld(name));
}

/** The reasons why a file may not lower a rule. */
function problemsOf(
  { id, severity }: RuleFacts,
  lowerings: readonly Lowering[],
  statement: Grant | undefined,
  isTeams: boolean,
): Omit<Problem, "file">[] {
  const isRefused = isTeams && severity === "critical";
  const unsaid = statement === undefined || isRefused ? lowerings : [];
  const because = unsaid.map(({ setting = "", level, width: more = [], leftOut = [] }) => ({
    path: `${id}.${setting}`,
    got: level ?? (more.length > 0 ? shortened(more) : []),
    what:
      more.length > 0 || level !== undefined ? "" : `, without ${shortened(leftOut).join(", ")}`,
  }));
  const refused = because.map(({ path, got, what }) =>
    isRefused
      ? {
          kind: "conflict" as const,
          path,
          want: `nothing that lowers ${id}, which is critical: only the platform's own policy.json may, with organization/ or by --platform`,
          got,
          fix: `take it out${what}, or ask the platform's people`,
        }
      : {
          kind: "missing" as const,
          path,
          want: `a reason, an owner, a ticket and an end, since this lowers ${id}${what}`,
          got,
          fix: `write ${example} into ${id}, or take the setting out`,
        },
  );
  const days = statement === undefined ? undefined : daysProblem(statement);
  return [...refused, ...(days === undefined ? [] : [{ ...days, path: `${id}.lowered.expires` }])];
}

const example =
  '"lowered": { "reason": "<why>", "owner": "<who ends it>", "ticket": "https://<its address>", "since": "<today>", "expires": "<at most 90 days later>" }';

/** As many names as people read. */
const most = 20;

/** The first names, and how many more there are. */
export const shortened = (names: readonly string[]): string[] =>
  names.length <= most ? [...names] : [...names.slice(0, most), `and ${names.length - most} more`];
