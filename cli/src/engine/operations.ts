import type { automation } from "@pulumi/pulumi";

import {
  type Change,
  changesOf,
  errorsOf,
  mendingsOf,
  plain,
  type Reported,
  reportsOf,
} from "./events";
import { reportLine } from "./lines";
import type { Place } from "./place";

export interface RunOptions {
  /** Look at what the cloud holds first. */
  readonly refresh?: boolean;
  /** The file of a stack's settings for the policy pack, by policy of the SDK. */
  readonly packSettings?: (stack: string) => string;
  /** Leave the policy pack out. */
  readonly withoutPack?: boolean;
}

/** The arguments of every operation of the engine. */
interface Hooks {
  readonly onEvent: (event: automation.EngineEvent) => void;
  readonly signal: AbortSignal;
}

/** What the engine said during an operation. */
export interface Outcome {
  /** How many resources each operation was done to, such as `update`. */
  readonly operations: automation.OpMap;
  readonly reports: readonly Reported[];
  readonly changes: readonly Change[];
}

/** An operation of the engine that failed, with what it said before. */
export class OperationError extends Error {
  public constructor(
    message: string,
    public readonly why: readonly string[],
    public readonly reports: readonly Reported[],
    public readonly changes: readonly Change[],
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/**
 * Runs one operation of the engine on a stack.
 * @throws OperationError with the engine's diagnostics, and how to go on.
 */
export async function explained(
  { interruption, command }: Pick<Place, "interruption" | "command">,
  stack: string,
  operation: (hooks: Hooks) => Promise<unknown>,
): Promise<Outcome> {
  let operations: automation.OpMap = {};
  const errors: string[] = [];
  const reports: Reported[] = [];
  const changes: Change[] = [];
  const onEvent = (event: automation.EngineEvent) => {
    operations = event.summaryEvent?.resourceChanges ?? operations;
    changes.push(...changesOf(event));
    errors.push(...errorsOf(event));
    reports.push(...reportsOf(event), ...mendingsOf(event));
  };
  interruption.check();
  try {
    await operation({ onEvent, signal: interruption.signal });
    return { operations, reports, changes };
  } catch (error) {
    const said = [...errors, ...reports.map(reportLine)];
    const why = said.length > 0 ? said : saidBy(error);
    const next = `Put it right and run \`${command}\` again; what is done stays done.`;
    const message = [`${stack} failed:`, ...why, next].join("\n");
    const causes = errors.length > 0 || reports.length > 0 ? errors : why;
    throw new OperationError(message, causes, reports, changes, error);
  }
}

/** The arguments that run an operation of a stack past the project's policy pack, if it has one. */
export function packArgs(
  { project: { policyPack } }: Pick<Place, "project">,
  stack: string,
  { packSettings, withoutPack }: RunOptions,
): Pick<automation.UpOptions, "policyPacks" | "policyPackConfigs"> {
  return policyPack === undefined || withoutPack === true
    ? {}
    : {
        policyPacks: [policyPack],
        ...(packSettings && { policyPackConfigs: [packSettings(stack)] }),
      };
}

/** Resources of a stack, and how many of them changed, by what was done to them. */
export function tally(operations: automation.OpMap): {
  readonly resources: number;
  readonly changed: number;
} {
  const resources = Object.entries(operations).reduce(
    (sum, [op, n]) => (op === "delete" ? sum : sum + n),
    0,
  );
  return { resources, changed: resources - (operations.same ?? 0) };
}

/** What the engine said before it could send events: in a CommandError, between two labels. */
function saidBy(error: unknown): string[] {
  const message = plain(error instanceof Error ? error.message : String(error));
  const [said = ""] = message.split("\n err?: ");
  const start = said.search(/^error: /m);
  return [start < 0 ? message : said.slice(start + "error: ".length).trim()];
}
