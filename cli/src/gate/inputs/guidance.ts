import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Problem } from "@groundwork-iac/platform/internal/declarations/problems";
import {
  packSettings,
  packTier,
  teamPackSettings,
} from "@groundwork-iac/platform/internal/derived/pack-settings";
import type { PlannedStack } from "@groundwork-iac/platform/internal/derived/plan";
import { loadOrganization } from "@groundwork-iac/platform/internal/organization";

import { scratchFile } from "../../engine";
import { gateFolder, type Project } from "../../project";
import { type Known, readBaseline } from "./baseline";
import { readCatalogue, type RuleFacts, type Tier } from "./catalogue";
import { dateOf, refuse } from "./declared";
import { heed, type Heeded, type Lowered } from "./lowered";
import { loweredByTiers } from "./lowered-tiers";
import { byPolicy, derivedSettings, readRuleSettings, type RuleSettings } from "./rule-settings";
import { ofTier, type Settings, withExcuses } from "./settings";
import { readWaivers } from "./waivers";

/** Files that the settings of the pack are made from. */
export interface GuidanceOptions {
  /** File of settings by rule. Default: the organisation's. */
  readonly policyConfig?: string;
  /**
   * Folder with the platform's own `policy.json` and `waivers.yaml`; the project's own are then a team's.
   * @default the organisation's folder, or none
   */
  readonly platform?: string;
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
  /** The rules that settings lower, in every stack. */
  readonly lowered: readonly Lowered[];
  /** The rules that settings lower, or the tiers of stacks. */
  readonly loweredIn: (stacks: readonly string[]) => readonly Lowered[];
  /** Known violations, if the baseline's file exists. */
  readonly baseline: readonly Known[] | undefined;
  /** Whether the baseline may excuse violations of a rule. */
  readonly mayKnow: (rule: string) => boolean;
}

/** Makes the settings of the pack from the files of a project; empty if the pack is not installed. */
export function guidanceOf(project: Project, options: GuidanceOptions): Guidance {
  const { policyPack, organization } = project;
  const tierOf = (stack: string) =>
    organization === undefined ? "prod" : packTier(organization, stack);
  const rules = policyPack === undefined ? [] : readCatalogue(policyPack);
  const { baseline, platforms, mayKnow } = baselinesOf(project, options, rules);
  if (policyPack === undefined) {
    const lowered: readonly Lowered[] = [];
    return { rules, settings: {}, tierOf, lowered, loweredIn: () => lowered, baseline, mayKnow };
  }
  const derived = derivedSettings(derivedFor(project, options), rules);
  const heeded = heededOf(project, options, derived, rules);
  const waivers = waiversOf(project, options, rules);
  const known = [...platforms, ...(baseline ?? [])];
  const settings = withExcuses(byPolicy(heeded.settings, rules), rules, waivers, known);
  const { lowered } = heeded;
  const loweredIn = (stacks: readonly string[]) => [
    ...lowered,
    ...loweredByTiers(organization, stacks, rules, heeded.settings),
  ];
  return { rules, settings, tierOf, lowered, loweredIn, baseline, mayKnow };
}

/** Settings that follow from the organisation: the project's own, or the one in the platform's folder. */
function derivedFor(project: Project, options: GuidanceOptions): RuleSettings {
  if (project.organization !== undefined) {
    return packSettings(project.organization);
  }
  const { platform } = ownersOf(project, options);
  return platform !== undefined && existsSync(join(platform, "organization.yaml"))
    ? teamPackSettings(loadOrganization(platform))
    : {};
}

/** The settings of the files, the platform's first, on top of the derived ones. */
function heededOf(
  project: Project,
  options: GuidanceOptions,
  derived: RuleSettings,
  rules: readonly RuleFacts[],
): Heeded {
  const { policyConfig = project.policyConfig } = options;
  const { platform, isTeams } = ownersOf(project, options);
  const files = [
    {
      file: [join(platform ?? "", "policy.json")].find(
        (own) => platform !== undefined && existsSync(own),
      ),
      isTeams: false,
    },
    { file: policyConfig, isTeams },
  ];
  const today = dateOf(new Date());
  const problems: Problem[] = [];
  const [settings, lowered] = files.reduce<[RuleSettings, readonly Lowered[]]>(
    ([base, before], { file, isTeams }) => {
      if (file === undefined) {
        return [base, before];
      }
      const own = { file, settings: readRuleSettings(file, rules), isTeams };
      const heeded = heed(base, own, rules, today, problems);
      return [heeded.settings, [...before, ...heeded.lowered]];
    },
    [derived, []],
  );
  refuse(problems);
  return { settings, lowered };
}

/** The waivers of the files, the platform's first. */
function waiversOf(project: Project, options: GuidanceOptions, rules: readonly RuleFacts[]) {
  const teams = Object.keys(project.organization?.teams ?? {});
  const { platform, isTeams } = ownersOf(project, options);
  return [
    ...(platform === undefined ? [] : readWaivers(platform, rules, [])),
    ...readWaivers(gateFolder(project), rules, teams, isTeams),
  ];
}

/** The baseline of the project, and the platform's beside it, which alone excuses critical rules in a team's project. */
function baselinesOf(project: Project, options: GuidanceOptions, rules: readonly RuleFacts[]) {
  const { platform, isTeams } = ownersOf(project, options);
  const file = options.baseline ?? join(gateFolder(project), "baseline.json");
  const platformsFile = platform === undefined ? undefined : join(platform, "baseline.json");
  const isPlatforms = platformsFile !== undefined && resolve(platformsFile) === resolve(file);
  const critical = new Set(rules.filter(isCritical).map(({ id }) => id));
  const mayKnow = (rule: string) => isPlatforms || !isTeams || !critical.has(rule);
  return {
    baseline: readBaseline(file, mayKnow),
    platforms:
      platformsFile === undefined || isPlatforms ? [] : (readBaseline(platformsFile) ?? []),
    mayKnow,
  };
}

const isCritical = ({ severity }: RuleFacts) => severity === "critical";

/** The platform's folder beside the project, and whether the project's own files are a team's. */
function ownersOf(project: Project, { platform }: GuidanceOptions) {
  const isOwn = platform !== undefined && resolve(platform) === resolve(gateFolder(project));
  const isPlatforms = isOwn || (platform === undefined && project.organization !== undefined);
  return { platform: isOwn ? undefined : platform, isTeams: !isPlatforms };
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
