import type { Tier } from "./kit/context";
import { typesOf } from "./pack/held";
import { graphPolicyName, policyName } from "./pack/pack";
import { graphRules, rules } from "./rules/all";
import { laxer, type Laxer } from "./rules/by-tier";
import type { GraphRule, Level, Rule, Severity } from "./rules/rule";

/** The facts of a rule that tools need without running it. */
export interface RuleFacts {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Level by tier, without settings. */
  readonly enforcement: Readonly<Record<Tier, Level>>;
  /** What it allows at a tier that it refuses in production, in words; none if it is the same. */
  readonly laxer: Laxer;
  /** Names of the SDK's policies that judge by it. */
  readonly policies: readonly string[];
  readonly frameworks: readonly string[];
  /** Each of its settings: JSON schema, and effect on what the rule allows. */
  readonly settings: NonNullable<Rule["settings"]>;
  /** Whether it can correct what it finds wrong, at the level `remediate`. */
  readonly mends: boolean;
  readonly fix: string;
  readonly link: string;
}

/** All rules of this pack. Loading it starts no policy server. */
export const catalogue: readonly RuleFacts[] = [...rules, ...graphRules].map(factsOf);

function factsOf(rule: Rule | GraphRule): RuleFacts {
  const { id, title, severity, enforcement, frameworks, settings = {}, fix, link } = rule;
  const policies =
    "scope" in rule ? [graphPolicyName] : typesOf(rule).map((type) => policyName(rule, type));
  return {
    id,
    title,
    severity,
    enforcement,
    laxer: laxer[id] ?? {},
    policies,
    frameworks,
    settings,
    mends: "remedies" in rule,
    fix,
    link,
  };
}
