import { availableParallelism } from "node:os";

import { type Score, scorecard } from "@groundwork-iac/platform/internal/reports/capabilities";
import { type PlannedStack, planStacks } from "@groundwork-iac/platform/internal/derived/plan";
import type { automation } from "@pulumi/pulumi";

import type { Project } from "../project";
import { counted, reportLine, say, scoreLines, since, unverifiedLines } from "./lines";
import { explained, packArgs, type RunOptions, tally } from "./operations";
import type { Place } from "./place";
import { type Preview, previewOf } from "./preview";
import { stackNames } from "./reading";
import { runInOrder } from "./schedule";
import { selected } from "./selected";

export interface BringOptions extends RunOptions {
  /** Preview each stack before it comes up, and print the policy pack's reports. */
  readonly preview?: boolean;
  /** Print the result as JSON. */
  readonly json?: boolean;
}

/** The result of bringing one stack up. */
interface Brought {
  readonly name: string;
  readonly resources: number;
  readonly changed: number;
  /** Number of resources per operation of the engine, such as `update`. */
  readonly operations: automation.OpMap;
  /** None where no policy pack judged the stack. */
  readonly policyFindings: number | null;
  readonly seconds: number;
  /** The result of the preview before it, if there was one. */
  readonly preview?: Pick<Preview, "reports" | "changes">;
}

/** Brings stacks up past the policy pack, each after the stacks that it reads, and prints the scorecard. */
export async function bringUp(
  place: Place,
  stacks: readonly PlannedStack[],
  options: BringOptions,
): Promise<void> {
  const existing = await stackNames(place);
  const brought: Brought[] = [];
  const started = Date.now();
  await runInOrder(stacks, availableParallelism(), async (name) => {
    if (!existing.has(name)) {
      await place.workspace.createStack(name);
    }
    const row = await bringOneUp(place, name, options);
    brought.push(row);
    say(`${lineOf(row)} (${brought.length} of ${stacks.length}, ${place.name})`);
  });
  brought.sort((a, b) => (a.name < b.name ? -1 : 1));
  const scores = scoresOf(place.project, [...existing, ...stacks.map(({ name }) => name)]);
  const seconds = since(started);
  const unverified = place.unverified?.();
  if (options.json === true) {
    const report = {
      place: place.name,
      seconds,
      stacks: brought,
      scorecard: scores,
      ...(unverified === undefined ? {} : { unverified }),
    };
    console.log(JSON.stringify(report, undefined, 2));
    return;
  }
  const total = `${brought.length} of ${stacks.length} stacks are up (${place.name}), ${seconds} s`;
  const doubts = unverifiedLines(unverified ?? {});
  [...brought.map(lineOf), ...scoreLines(scores), ...doubts, total].forEach((line) => {
    console.log(line);
  });
}

async function bringOneUp(place: Place, name: string, options: BringOptions): Promise<Brought> {
  const stack = await selected(name, place.workspace);
  const preview = options.preview === true && (await foreseen(place, name, options));
  const begun = Date.now();
  const refresh = options.refresh ?? false;
  const pack = packArgs(place, name, options);
  const { operations, reports } = await explained(place, name, (hooks) =>
    stack.up({ refresh, ...hooks, ...pack }),
  );
  reports.forEach((report) => {
    say(`${name}: ${reportLine(report)}`);
  });
  return {
    name,
    ...tally(operations),
    operations,
    policyFindings: pack.policyPacks === undefined ? null : reports.length,
    seconds: since(begun),
    ...(preview !== false && { preview }),
  };
}

/**
 * The preview of a stack that is about to come up.
 * @throws Error when the engine can't preview it.
 */
async function foreseen(
  place: Place,
  name: string,
  options: RunOptions,
): Promise<NonNullable<Brought["preview"]>> {
  const { reports, changes, errors } = await previewOf(place, name, options);
  const lines = reports.map(reportLine);
  if (errors.length > 0) {
    throw new Error([`${name} can't be previewed:`, ...errors, ...lines].join("\n"));
  }
  lines.forEach((line) => {
    say(`${name}, preview: ${line}`);
  });
  return { reports, changes };
}

function scoresOf({ organization }: Project, up: readonly string[]): Score[] {
  if (organization === undefined) {
    return [];
  }
  const planned = planStacks(organization).map(({ name }) => name);
  return scorecard(organization, planned, up);
}

const lineOf = ({ name, resources, changed, policyFindings, seconds }: Brought) =>
  `${name}: ${resources} resources, ${changed} changed, ${judgedAs(policyFindings)}, ${seconds} s`;

const judgedAs = (findings: number | null) =>
  findings === null ? "not judged" : counted(findings, "policy finding");
