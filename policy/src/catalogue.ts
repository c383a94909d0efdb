import type { Tier } from "./kit/context";
import { typesOf } from "./pack/held";
import { graphPolicyName, policyName } from "./pack/pack";
import { graphRules, rules } from "./rules/all";
import type { GraphRule, Level, Rule, Severity } from "./rules/rule";

/** The facts of a rule that tools need without running it. */
export interface RuleFacts {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Level by tier, without settings. */
  readonly enforcement: Readonly<Record<Tier, Level>>;
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
  const mends = "remedies" in rule;
  return { id, title, severity, enforcement, policies, frameworks, settings, mends, fix, link };
}
