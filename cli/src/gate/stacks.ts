import { writeFileSync } from "node:fs";

import { meant } from "@groundwork-iac/platform/internal/declarations/suggestion";
import { planStacks } from "@groundwork-iac/platform/internal/derived/plan";

import {
  placeOf,
  type PlaceOptions,
  type Preview,
  previewStacks,
  type RunOptions,
  stackNames,
} from "../engine";
import { knownUp } from "../names";
import { gateFolder, packOf, type Project, readProject, stacksOf } from "../project";
import { settle } from "./after";
import { judged, requireOpen } from "./judging/gate-error";
import { readApprovals } from "./inputs/approvals";
import { driftOf } from "./drift/drift";
import { dateOf } from "./inputs/declared";
import {
  configured,
  type Guidance,
  type GuidanceOptions,
  guidanceOf,
  oneTier,
} from "./inputs/guidance";
import { advisory, levelOf, ofTier } from "./inputs/settings";
import { findingsOf, type PolicyFinding } from "./judging/findings";
import { keepBaseline } from "./judging/known";
import { lossesOf } from "./judging/protected";
import { type Verdict, verdictOf } from "./judging/verdict";
import { type OutputOptions, print, write } from "./reports/output";
import { countsOf } from "./reports/report";

export interface GateOptions extends RunOptions, PlaceOptions, GuidanceOptions, OutputOptions {
  /** File to write the pack's settings to, for Pulumi's own `--policy-pack-config`. */
  readonly settings?: string;
  /** Judge stacks that are up by their recorded state and drift, not by the changes of a preview. */
  readonly after?: boolean;
}

/**
 * Previews stacks past the policy pack. A stack that does not exist yet, or reads one that does not,
 * can't be previewed; the gate prints its name, and its first `up` runs the pack.
 * @throws GateError after all previews, when the gate is closed or could not judge.
 */
export async function gateStacks(
  root: string,
  names: readonly string[],
  options: GateOptions,
): Promise<void> {
  await judged(() => judgeAll(root, names, options));
}

async function judgeAll(
  root: string,
  names: readonly string[],
  options: GateOptions,
): Promise<void> {
  const project = readProject(root);
  const stacks = stacksOf(project, names).filter(({ name }) => names.includes(name));
  const after = options.after ?? false;
  if (after && options.baseline !== undefined) {
    throw new Error(
      "--after: want no --baseline, which is written from previews; known violations are heeded anyway",
    );
  }
  packOf(project);
  const guidance = guidanceOf(project, options);
  const { rules, settings, tierOf, baseline, mayKnow } = guidance;
  const isFirst = options.baseline !== undefined && baseline === undefined;
  const config = isFirst ? advisory(settings, rules) : settings;
  if (options.settings !== undefined) {
    const ofPack = ofTier(settings, rules, oneTier(stacks, tierOf));
    writeFileSync(options.settings, `${JSON.stringify(ofPack, undefined, 2)}\n`);
  }
  const isBlocking = (policy: string, stack: string) =>
    levelOf(policy, settings, rules, tierOf(stack)) === "mandatory";
  // The first time, the engine is told of no level that stops a preview.
  const closes = (finding: PolicyFinding, stack: string) =>
    finding.kind === "violation" &&
    isFirst &&
    !mayKnow(finding.rule) &&
    isBlocking(finding.policy, stack);
  const place = await placeOf(project, "gate", options);
  // Without an organisation, the backend alone knows names.
  const others = project.organization === undefined ? await stackNames(place) : undefined;
  if (after && others !== undefined) {
    knownUp(others, names);
  }
  const judge = judgeOf(project, guidance, options, closes, others);
  const configuredOptions = { ...options, ...configured(guidance, config) };
  const verdicts = await (after
    ? settle(place, stacks, configuredOptions, judge)
    : previewStacks(place, stacks, configuredOptions, judge));
  const lowered = guidance.loweredIn(stacks.map(({ name }) => name));
  write(verdicts, options, { rules, lowered });
  if (options.baseline !== undefined) {
    keepBaseline(options.baseline, baseline, verdicts, isBlocking, mayKnow).forEach((line) => {
      console.error(line);
    });
  }
  requireOpen(verdicts);
}

/**
 * Judges a preview, and prints the verdict unless JSON is wanted.
 * @param closes Whether a finding closes the gate, whatever level the engine was told.
 * @param others The stacks that are up, if none is declared.
 */
function judgeOf(
  project: Project,
  { rules, tierOf }: Guidance,
  { json = false, after = false }: GateOptions,
  closes: (finding: PolicyFinding, stack: string) => boolean,
  others?: ReadonlySet<string>,
) {
  const { organization } = project;
  const plan = organization === undefined ? [] : planStacks(organization);
  const approvals = readApprovals(gateFolder(project));
  const today = dateOf(new Date());
  return (preview: Preview): Verdict => {
    const { name, reports, errors, changes, counts, absent } = preview;
    const findings = reports
      .flatMap((report) => findingsOf(report, rules))
      .map((one): PolicyFinding => (closes(one, name) ? { ...one, level: "mandatory" } : one));
    // For a stack that is up, a change in the preview is drift, not a planned loss.
    const meant = after
      ? { losses: [], drift: driftOf(preview) }
      : { losses: lossesOf(name, changes, plan, approvals, today) };
    const tier = tierOf(name);
    const previewed = { name, tier, findings, errors, changes, ...meant };
    const strictness = tier === "prod" ? "" : `, judged as ${tier}`;
    const verdict: Verdict =
      absent.length > 0 && !after
        ? { ...previewed, state: "waits", why: [], summary: waitsFor(absent, others) }
        : verdictOf({ ...previewed, summary: `${counts}${countsOf(findings)}${strictness}` });
    if (!json) {
      print(verdict);
    }
    return verdict;
  };
}

function waitsFor(absent: readonly string[], others?: ReadonlySet<string>): string {
  const waits = `no preview before ${absent.join(", ")} is there; the first up runs the pack`;
  const up = [...(others ?? [])].sort();
  return up.length === 0
    ? waits
    : `${waits}; ${meant(absent[0] ?? "", up) ?? `now there are ${up.join(", ")}`}`;
}
