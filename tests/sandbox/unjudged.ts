import { findingsOf, type Reported } from "../../cli/src/gate-findings";
import { allRules, isResourceRule } from "../policy/examples";
import { rules } from "../cli/gate-judging";

/** What `groundwork sandbox up --preview --json` says. */
export interface Brought {
  readonly stacks: readonly {
    readonly name: string;
    readonly policyFindings: number;
    readonly preview: Foreseen;
  }[];
}

interface Foreseen {
  readonly reports: readonly Reported[];
  readonly changes: readonly { readonly type: string }[];
}

/**
 * What the pack could not judge at a stack's first preview, in which every resource is a change: the
 * critical rules, and the share of all evaluations. An evaluation is a rule of single resources on a
 * resource of its types, or a graph rule on a resource of its first type; its others only help.
 */
export function unjudged(name: string, { reports, changes }: Foreseen) {
  const deferred = reports
    .flatMap((report) => findingsOf(report, rules))
    .filter(({ kind }) => kind === "deferred" || kind === "failed");
  const evaluations = allRules.reduce((sum, rule) => {
    const types = isResourceRule(rule) ? rule.types : rule.types.slice(0, 1);
    return sum + changes.filter(({ type }) => types.includes(type)).length;
  }, 0);
  // A rule of unknown severity may be critical.
  const critical = deferred
    .filter(({ severity = "critical" }) => severity === "critical")
    .map(({ rule, resource }) => `${rule} ${resource}`);
  // One evaluation can say more than one thing.
  const places = new Set(deferred.map(({ rule, resource }) => `${rule} ${resource}`));
  return { name, critical, share: places.size === 0 ? 0 : places.size / Math.max(1, evaluations) };
}
