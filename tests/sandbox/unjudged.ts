import type { Reported } from "../../cli/src/engine";
import { findingsOf, type PolicyFinding } from "../../cli/src/gate/judging/findings";
import { rules } from "../cli/gate-judging";
import { allRules, isResourceRule } from "../policy/examples";

/** What `groundwork sandbox up --preview --json` says. */
export interface Brought {
  readonly stacks: readonly {
    readonly name: string;
    readonly policyFindings: number | null;
    /** Of the preview before it came up. */
    readonly preview: {
      readonly reports: readonly Reported[];
      readonly changes: readonly { readonly type: string }[];
    };
  }[];
}

/** What the pack could not judge in previews. */
export interface Unjudged {
  /** How often a rule met a resource. */
  readonly evaluations: number;
  /** Rule and resource of each time that it could not judge. */
  readonly deferred: readonly string[];
  /** Those of critical rules that the arguments of a component don't tell about either. */
  readonly critical: readonly string[];
}

/**
 * What the pack could not judge at stacks' first previews, in which every resource is a change. An
 * evaluation is a rule of single resources on a resource of its types, or a graph rule on a resource
 * of its first type; its others only help.
 */
export function unjudged({ stacks }: Brought): Unjudged {
  const findings = stacks
    .flatMap(({ preview }) => preview.reports)
    .flatMap((report) => findingsOf(report, rules))
    .filter(({ kind }) => kind === "deferred" || kind === "failed");
  const types = stacks.flatMap(({ preview }) => preview.changes).map(({ type }) => type);
  const judgedBy = (rule: (typeof allRules)[number]) =>
    isResourceRule(rule) ? rule.types : rule.types.slice(0, 1);
  const places = (some: readonly PolicyFinding[]) =>
    // One evaluation can say more than one thing.
    [...new Set(some.map(({ rule, resource }) => `${rule} ${resource}`))].sort();
  return {
    evaluations: allRules.reduce(
      (sum, rule) => sum + types.filter((type) => judgedBy(rule).includes(type)).length,
      0,
    ),
    deferred: places(findings),
    critical: places(
      findings.filter(
        // A rule of unknown severity may be critical.
        ({ severity = "critical", intent }) => severity === "critical" && intent === undefined,
      ),
    ),
  };
}
