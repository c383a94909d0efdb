import { writeFileSync } from "node:fs";

import { declaredNetworks } from "@groundwork-iac/platform/internal/derived/declared-networks";
import { OrganizationError } from "@groundwork-iac/platform/internal/organization";
import { planStacks } from "@groundwork-iac/platform/internal/derived/plan";

import { analyzeState, exportedStates, placeOf, scratchFile } from "../engine";
import { packOf, type Project, readBareProject, readProject } from "../project";
import { judged, requireOpen } from "./judging/gate-error";
import { readCatalogue } from "./inputs/catalogue";
import { declaredState, type Exported, merged, readExport } from "./inputs/estate-state";
import { findingsOf } from "./judging/findings";
import { estate, refusedBy } from "./judging/refused";
import { type Guidance, guidanceOf } from "./inputs/guidance";
import type { Settings } from "./inputs/settings";
import { type Verdict, verdictOf } from "./judging/verdict";
import { print, write } from "./reports/output";
import { countsOf } from "./reports/report";
import type { GateOptions } from "./stacks";

export interface EstateOptions extends GateOptions {
  readonly estate?: boolean;
  /** Files of `pulumi stack export`, in place of the backend. */
  readonly state?: readonly string[];
  /** Stacks that the user named; none may be named, since the estate is all of them. */
  readonly stacks?: readonly string[];
}

/** Settings of the pack's policies that judge all resources together, and that report unused waivers. */
const judging = {
  graph: { enforcementLevel: "mandatory", judges: "state" },
  waivers: { enforcementLevel: "advisory" },
};

/**
 * Judges all stacks of a project together, both declared stacks and stacks that are up. For a stack
 * that is not up, it judges the declared network and prints the stack's name.
 * @throws GateError when the gate is closed or could not judge.
 */
export function gateEstate(root: string, options: EstateOptions): Promise<void> {
  return judged(async () => {
    const { stacks = [], baseline } = options;
    if (stacks.length > 0) {
      throw new Error(
        `--estate: want no names of stacks, since it judges all, got ${stacks.join(", ")}`,
      );
    }
    if (baseline !== undefined) {
      throw new Error("--baseline: want names of stacks to write it for, got --estate");
    }
    const { verdict, guidance } = await estateOf(root, options);
    if (options.json !== true) {
      print(verdict);
    }
    write([verdict], options, guidance);
    requireOpen([verdict]);
  });
}

interface Estate {
  readonly verdict: Verdict;
  readonly guidance: Pick<Guidance, "rules" | "lowered">;
}

async function estateOf(root: string, options: EstateOptions): Promise<Estate> {
  const policyPack = packOf(readBareProject(root));
  let project: Project;
  try {
    project = readProject(root);
  } catch (error) {
    if (error instanceof OrganizationError) {
      const rules = readCatalogue(policyPack);
      return { verdict: refusedBy(error.problems, rules), guidance: { rules, lowered: [] } };
    }
    throw error;
  }
  const guidance = guidanceOf(project, options);
  const ofPack = ofEstate(guidance.settings);
  if (options.settings !== undefined) {
    writeFileSync(options.settings, `${JSON.stringify(ofPack, undefined, 2)}\n`);
  }
  const place = await placeOf(project, "gate --estate", options);
  const states = options.state?.map((file) => readExport(file)) ?? (await exportedStates(place));
  const { all, missing } = completed(project, states);
  const { reports, errors } = await analyzeState(
    place,
    ["--file", scratchFile("state.json", merged(all))],
    scratchFile("policy.json", ofPack),
  );
  const findings = reports.flatMap((report) => findingsOf(report, guidance.rules));
  const absent = missing.length === 0 ? "" : `, not up: ${missing.join(", ")}`;
  const summary = `${states.length} stacks, ${countsOf(findings)}${absent}`;
  return { verdict: verdictOf({ ...estate, summary, findings, errors }), guidance };
}

/** Settings that enable only the policies on all stacks together; the others have judged each stack. */
function ofEstate(settings: Settings): Record<string, unknown> {
  const enabled = Object.entries(judging).map(
    ([policy, own]) => [policy, { ...own, ...settings[policy] }] as const,
  );
  return { all: "disabled", ...Object.fromEntries(enabled) };
}

/** The resources of all stacks that are up, and the declared networks of the stacks that are not. */
function completed({ name, organization }: Project, states: readonly Exported[]) {
  const planned = organization === undefined ? [] : planStacks(organization);
  const missing = planned
    .map((stack) => stack.name)
    .filter((stack) => !states.some((state) => state.name === stack));
  const networks = organization === undefined ? {} : declaredNetworks(organization);
  const declared = missing.flatMap((stack) => {
    const network = networks[stack];
    return network === undefined ? [] : [declaredState(name, stack, network)];
  });
  return { all: [...states, ...declared], missing };
}
