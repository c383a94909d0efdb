import type { Known } from "./baseline";
import type { Level, RuleFacts, Tier } from "./catalogue";
import type { Waiver } from "./waivers";

/** Settings of the policy pack, by policy, as `--policy-pack-config` takes them. */
export type Settings = Readonly<
  Record<string, { readonly enforcementLevel?: string; readonly [key: string]: unknown }>
>;

/** The policy of the pack that reports waivers which excuse nothing. */
const waiverPolicy = "waivers";

/** The settings with waivers and known violations, each at the policies of its rule. */
export function withExcuses(
  settings: Settings,
  rules: readonly RuleFacts[],
  waivers: readonly Waiver[],
  baseline: readonly Known[],
): Settings {
  const policies = [...new Set(rules.flatMap((rule) => rule.policies))];
  const excused = policies.flatMap((policy) => {
    const ids = rules.filter((rule) => rule.policies.includes(policy)).map(({ id }) => id);
    const own = {
      waivers: waivers.filter(({ rule }) => ids.includes(rule)),
      baseline: baseline.filter(({ rule }) => ids.includes(rule)),
    };
    const excuses = Object.entries(own).filter(([, entries]) => entries.length > 0);
    return excuses.length === 0
      ? []
      : [[policy, { ...settings[policy], ...Object.fromEntries(excuses) }] as const];
  });
  return {
    ...settings,
    ...Object.fromEntries(excused),
    ...(waivers.length === 0 ? {} : { [waiverPolicy]: { ...settings[waiverPolicy], waivers } }),
  };
}

/** The settings with every policy advisory, so that no violation stops a preview. */
export function advisory(settings: Settings, rules: readonly RuleFacts[]): Settings {
  return ofEach(settings, rules, (own) => ({ ...own, enforcementLevel: "advisory" }));
}

/** The settings of a tier's stacks: the tier's levels if none are written, and its rules' settings. */
export function ofTier(settings: Settings, rules: readonly RuleFacts[], tier: Tier): Settings {
  return tier === "prod"
    ? settings
    : ofEach(settings, rules, (own, policy) => ({
        tier,
        enforcementLevel: levelOf(policy, {}, rules, tier),
        ...own,
      }));
}

/** The settings with a change applied to every policy of the rules, also to policies without settings. */
function ofEach(
  settings: Settings,
  rules: readonly RuleFacts[],
  change: (own: Settings[string] | undefined, policy: string) => Settings[string],
): Settings {
  const policies = new Set(rules.flatMap((rule) => rule.policies));
  const changed = [...policies].map(
    (policy) => [policy, change(settings[policy], policy)] as const,
  );
  return { ...settings, ...Object.fromEntries(changed) };
}

/** The level of a policy from the settings, else from the pack. */
export function levelOf(
  policy: string,
  settings: Settings,
  rules: readonly RuleFacts[],
  tier: Tier,
): Level {
  const given = settings[policy]?.enforcementLevel;
  const own = rules
    .filter((rule) => rule.policies.includes(policy))
    .map(({ enforcement }) => enforcement[tier]);
  const level = given ?? (own.includes("mandatory") ? "mandatory" : "advisory");
  return level === "mandatory" || level === "remediate" ? "mandatory" : "advisory";
}
