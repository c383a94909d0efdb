import { join } from "node:path";

import { packSettings, packTier } from "@groundwork-iac/platform/internal/derived/pack-settings";
import type { PlannedStack } from "@groundwork-iac/platform/internal/derived/plan";

import { scratchFile } from "../../engine";
import { gateFolder, type Project } from "../../project";
import { type Known, readBaseline } from "./baseline";
import { readCatalogue, type RuleFacts, type Tier } from "./catalogue";
import { byPolicy, type Lowered, loweredBy, readRuleSettings, withDerived } from "./rule-settings";
import { ofTier, type Settings, withExcuses } from "./settings";
import { readWaivers } from "./waivers";

/** Files that the settings of the pack are made from. */
export interface GuidanceOptions {
  /** File of settings by rule. Default: the organisation's. */
  readonly policyConfig?: string;
  /** File of known violations: written if it does not exist, else shrunk to the remaining ones. */
  readonly baseline?: string;
}

/** The settings of the pack for a run, with the facts that they were made from. */
export interface Guidance {
  readonly rules: readonly RuleFacts[];
  /** Settings by policy, waivers and baseline among them. */
  readonly settings: Settings;
  /** The tier that a stack is judged at. */
  readonly tierOf: (stack: string) => Tier;
  readonly lowered: readonly Lowered[];
  /** Known violations, if the baseline's file exists. */
  readonly baseline: readonly Known[] | undefined;
}

/** Makes the settings of the pack from the files of a project; empty if the pack is not installed. */
export function guidanceOf(project: Project, options: GuidanceOptions): Guidance {
  const { policyPack, organization } = project;
  const folder = gateFolder(project);
  const baseline = readBaseline(options.baseline ?? join(folder, "baseline.json"));
  const tierOf = (stack: string) =>
    organization === undefined ? "prod" : packTier(organization, stack);
  if (policyPack === undefined) {
    return { rules: [], settings: {}, tierOf, lowered: [], baseline };
  }
  const rules = readCatalogue(policyPack);
  const written = readRuleSettings(options.policyConfig ?? project.policyConfig, rules);
  const derived = organization === undefined ? {} : packSettings(organization);
  const given = byPolicy(withDerived(written, derived, rules), rules);
  const waivers = readWaivers(folder, rules, Object.keys(organization?.teams ?? {}));
  const settings = withExcuses(given, rules, waivers, baseline ?? []);
  return { rules, settings, tierOf, lowered: loweredBy(written, rules), baseline };
}

/** The options of a run that give the pack a file of settings per tier. */
export function configured({ rules, tierOf }: Guidance, settings: Settings) {
  const files = new Map<Tier, string>();
  return {
    packSettings(stack: string) {
      const tier = tierOf(stack);
      const file = files.get(tier) ?? scratchFile("policy.json", ofTier(settings, rules, tier));
      files.set(tier, file);
      return file;
    },
  };
}

/**
 * The tier that the stacks share.
 * @throws Error when the stacks are of several tiers.
 */
export function oneTier(stacks: readonly PlannedStack[], tierOf: Guidance["tierOf"]): Tier {
  const tiers = new Set(stacks.map(({ name }) => tierOf(name)));
  const [tier = "prod", ...others] = tiers;
  if (others.length > 0) {
    const got = stacks.map(({ name }) => `${name} (${tierOf(name)})`).join(", ");
    throw new Error(`--settings: want stacks that are judged alike, got ${got}`);
  }
  return tier;
}
