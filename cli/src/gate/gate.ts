import { writeFileSync } from "node:fs";

import { planStacks } from "@groundwork-iac/platform/plan";

import { comment } from "./reports/comment";
import { settle } from "./after";
import { readApprovals } from "./inputs/approvals";
import { type Known, knownOf, shown, shrunk, writeBaseline } from "./inputs/baseline";
import { dateOf } from "./inputs/declared";
import { findingsOf } from "./judging/findings";
import {
  configured,
  type Guidance,
  type GuidanceOptions,
  guidanceOf,
  oneTier,
} from "./inputs/guidance";
import { lossesOf } from "./judging/protected";
import { blocksOf, countsOf, jsonOf, loweredTold } from "./reports/report";
import { sarifOf } from "./reports/sarif";
import { advisory, levelOf, ofTier } from "./inputs/settings";
import { gateCodes, GateError, requireOpen, type Verdict, verdictOf } from "./judging/verdict";
import { placeOf, type PlaceOptions } from "../engine/place";
import { gateFolder, packOf, type Project, readProject, stacksOf } from "../engine/project";
import type { Preview, RunOptions } from "../engine/runner";

export interface GateOptions extends RunOptions, PlaceOptions, GuidanceOptions {
  /** File for what was found, as Markdown. */
  readonly comment?: string;
  /** File for what was found, as SARIF 2.1.0. */
  readonly sarif?: string;
  /** File for the settings that the pack is given, for Pulumi's own `--policy-pack-config`. */
  readonly settings?: string;
  /** Judge what is up, by its recorded state and its drift, and not what a preview would make. */
  readonly after?: boolean;
}

/**
 * Previews stacks past the policy pack. A stack that is not there yet, or reads one that is not,
 * can't be previewed; it is named, and its first `up` runs the pack.
 * @throws GateError when the gate is closed or could not judge, after all were previewed.
 */
export async function gate(
  root: string,
  names: readonly string[],
  options: GateOptions,
): Promise<void> {
  await judged(() => judgeAll(root, names, options));
}

/** Runs what judges; where it fails, nothing is judged. */
export async function judged(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (
      error instanceof Error &&
      ["GateError", "PrerequisiteError"].includes(error.constructor.name)
    ) {
      throw error;
    }
    const why = error instanceof Error ? error.message : String(error);
    throw new GateError(why, gateCodes.unjudged, { cause: error });
  }
}

async function judgeAll(
  root: string,
  names: readonly string[],
  options: GateOptions,
): Promise<void> {
  const project = readProject(root);
  const after = options.after ?? false;
  if (after && options.baseline !== undefined) {
    throw new Error(
      "--after: want no --baseline, which is written from previews; known violations are heeded anyway",
    );
  }
  packOf(project);
  const stacks = stacksOf(project, names).filter(({ name }) => names.includes(name));
  const guidance = guidanceOf(project, options);
  const { rules, settings, tierOf, baseline } = guidance;
  const isFirst = options.baseline !== undefined && baseline === undefined;
  const config = isFirst ? advisory(settings, rules) : settings;
  if (options.settings !== undefined) {
    const told = ofTier(settings, rules, oneTier(stacks, tierOf));
    writeFileSync(options.settings, `${JSON.stringify(told, undefined, 2)}\n`);
  }
  const judge = judgeOf(project, guidance, options);
  const { runner } = await placeOf(project, "gate", options);
  const configuredOptions = { ...options, ...configured(guidance, config) };
  const verdicts = await (after
    ? settle(runner, stacks, configuredOptions, judge)
    : runner.preview(stacks, configuredOptions, judge));
  write(verdicts, options, guidance);
  if (options.baseline !== undefined) {
    const isBlocking = (policy: string, stack: string) =>
      levelOf(policy, settings, rules, tierOf(stack)) === "mandatory";
    keepBaseline(options.baseline, baseline, verdicts, isBlocking).forEach((line) => {
      console.error(line);
    });
  }
  requireOpen(verdicts);
}

/** Tells of lowered rules, and writes what was found in the forms that are asked for. */
export function write(
  verdicts: readonly Verdict[],
  options: Pick<GateOptions, "json" | "comment" | "sarif">,
  { rules, lowered }: Pick<Guidance, "rules" | "lowered">,
): void {
  if (options.json === true) {
    console.log(jsonOf(verdicts, lowered));
  } else {
    loweredTold(lowered).forEach((line) => {
      console.log(line);
    });
  }
  if (options.comment !== undefined) {
    writeFileSync(options.comment, comment(verdicts, lowered));
  }
  if (options.sarif !== undefined) {
    const sarif = sarifOf(verdicts, rules, lowered, "Pulumi.yaml");
    writeFileSync(options.sarif, `${JSON.stringify(sarif, undefined, 2)}\n`);
  }
}

/** Judges a preview and tells people of it. */
function judgeOf(
  project: Project,
  { rules, tierOf }: Guidance,
  { json = false, after = false }: GateOptions,
) {
  const { organization } = project;
  const plan = organization === undefined ? [] : planStacks(organization);
  const approvals = readApprovals(gateFolder(project));
  const today = dateOf(new Date());
  return ({ name, reports, errors, changes, counts, absent }: Preview): Verdict => {
    const findings = reports.flatMap((report) => findingsOf(report, rules));
    // What a preview would change of what is up is drift, and no loss that someone plans.
    const meant = after
      ? { losses: [], drift: changes }
      : { losses: lossesOf(name, changes, plan, approvals, today) };
    const tier = tierOf(name);
    const previewed = { name, tier, findings, errors, changes, ...meant };
    const strictness = tier === "prod" ? "" : `, judged as ${tier}`;
    const verdict: Verdict =
      absent.length > 0 && !after
        ? { ...previewed, state: "waits", why: [], summary: waitsFor(absent) }
        : verdictOf({ ...previewed, summary: `${counts}${countsOf(findings)}${strictness}` });
    if (!json) {
      print(verdict);
    }
    return verdict;
  };
}

/** Tells people of a verdict. */
export function print(verdict: Verdict): void {
  const { name, summary, why } = verdict;
  [...blocksOf(verdict), `${name}: ${summary}`, ...why].forEach((line) => {
    console.log(line);
  });
}

const waitsFor = (absent: readonly string[]) =>
  `no preview before ${absent.join(", ")} is there; the first up runs the pack`;

/** Writes or shrinks the baseline, and tells what became of it. It never grows. */
export function keepBaseline(
  file: string,
  baseline: readonly Known[] | undefined,
  verdicts: readonly Verdict[],
  isBlocking: (policy: string, stack: string) => boolean,
): string[] {
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  const violations = verdicts.flatMap(({ name, findings: own }) =>
    own.filter(({ kind, policy }) => kind === "violation" && isBlocking(policy, name)),
  );
  const present = violations.map(knownOf);
  if (baseline === undefined) {
    const broken = verdicts.filter(({ errors }) => errors.length > 0).map(({ name }) => name);
    if (broken.length > 0) {
      throw new GateError(
        `${file} is not written: no preview of ${broken.join(", ")}`,
        gateCodes.unjudged,
      );
    }
    writeBaseline(file, present);
    return [`${file}: written with ${present.length} violations`];
  }
  const judged = verdicts.filter(({ state }) => state === "open").map(({ name }) => name);
  const { left, gone } = shrunk(baseline, judged, findings);
  if (gone.length > 0) {
    writeBaseline(file, left);
  }
  return [
    ...gone.map((entry) => `${file}: no longer there, taken out: ${shown(entry)}`),
    ...present.map((entry) => `${file}: it never grows; it would have to add: ${shown(entry)}`),
    `${file}: ${left.length} known violations are left`,
  ];
}
