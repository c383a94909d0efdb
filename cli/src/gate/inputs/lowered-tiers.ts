import type { Organization } from "@groundwork-iac/platform/internal/declarations/model";
import { packTier } from "@groundwork-iac/platform/internal/derived/pack-settings";
import { environmentOf } from "@groundwork-iac/platform/internal/derived/plan";

import { rankOf, type RuleFacts, type Tier } from "./catalogue";
import type { Lowered } from "./lowered";
import type { RuleSettings } from "./rule-settings";

/**
 * The rules that environments lower by their tier, for the stacks of a run. A tier is declared for as
 * long as the environment is there, so it needs no statement with an end; whoever changes it waits for
 * an approval (`groundwork check trust`).
 */
export function loweredByTiers(
  organization: Organization | undefined,
  stacks: readonly string[],
  rules: readonly RuleFacts[],
  settings: RuleSettings,
): Lowered[] {
  if (organization === undefined) {
    return [];
  }
  const tiers = new Map<string, Tier>();
  for (const stack of stacks) {
    const environment = environmentOf(stack);
    const tier = packTier(organization, stack);
    if (environment !== undefined && tier !== "prod") {
      tiers.set(environment, tier);
    }
  }
  const severeFirst = rules.toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity));
  return [...tiers].flatMap(([environment, tier]) =>
    severeFirst.flatMap((rule) => {
      const lowering = loweringOf(rule, tier, settings[rule.id]?.["enforcementLevel"]);
      const { id, severity, title } = rule;
      const of = { rule: id, severity, title, environment, tier, state: "in force" as const };
      return lowering === undefined ? [] : [{ ...of, ...lowering }];
    }),
  );
}

/** How a tier lowers a rule; a level that a file gives the rule holds at every tier. */
function loweringOf(
  { enforcement, laxer }: RuleFacts,
  tier: Tier,
  given: unknown,
): Pick<Lowered, "level" | "allows"> | undefined {
  const isMilder = enforcement.prod === "mandatory" && enforcement[tier] === "advisory";
  const level = given === undefined && isMilder ? "advisory" : undefined;
  const allows = tier === "prod" || given === "disabled" ? undefined : laxer[tier];
  return level === undefined && allows === undefined
    ? undefined
    : { ...(level && { level }), ...(allows !== undefined && { allows }) };
}
