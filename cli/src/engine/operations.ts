import { issueText } from "@groundwork-iac/platform/internal/declarations/problems";
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
import { locksToldIn } from "./recovery/lock";

export interface RunOptions {
  /** Read the cloud's resources first. */
  readonly refresh?: boolean;
  /** The file of the policy pack's settings for a stack, by policy of the SDK. */
  readonly packSettings?: (stack: string) => string;
  /** Leave the policy pack out. */
  readonly withoutPack?: boolean;
}

/** The arguments of every operation of the engine. */
interface Hooks {
  readonly onEvent: (event: automation.EngineEvent) => void;
  readonly signal: AbortSignal;
}

/** The engine's diagnostics and reports from an operation. */
export interface Outcome {
  /** Number of resources per operation, such as `update`. */
  readonly operations: automation.OpMap;
  readonly reports: readonly Reported[];
  readonly changes: readonly Change[];
}

/** An operation of the engine that failed, with its diagnostics. */
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
 * @param observe Called with each event.
 * @throws OperationError with the engine's diagnostics, and how to go on.
 */
export async function explained(
  { interruption, command }: Pick<Place, "interruption" | "command">,
  stack: string,
  operation: (hooks: Hooks) => Promise<unknown>,
  observe?: (event: automation.EngineEvent) => void,
): Promise<Outcome> {
  let operations: automation.OpMap = {};
  const errors: string[] = [];
  const reports: Reported[] = [];
  const changes: Change[] = [];
  const onEvent = (event: automation.EngineEvent) => {
    operations = event.summaryEvent?.resourceChanges ?? operations;
    observe?.(event);
    changes.push(...changesOf(event));
    errors.push(...errorsOf(event));
    reports.push(...reportsOf(event), ...mendingsOf(event));
  };
  interruption.check();
  try {
    await operation({ onEvent, signal: interruption.signal });
    return { operations, reports, changes };
  } catch (error) {
    const locked = lockedText(command, stack, error);
    if (locked !== undefined) {
      throw new OperationError(locked, [locked], reports, changes, error);
    }
    const lines = [...errors, ...reports.map(reportLine)];
    const why = lines.length > 0 ? lines : saidBy(error);
    const next = `Fix this and run \`${command}\` again; finished work stays done.`;
    const message = [`${stack} failed:`, ...why, next].join("\n");
    const causes = errors.length > 0 || reports.length > 0 ? errors : why;
    throw new OperationError(message, causes, reports, changes, error);
  }
}

/** The refusal of a stack that another run holds; nothing for any other error. */
function lockedText(command: string, stack: string, error: unknown): string | undefined {
  const [lock] = locksToldIn(plain(error instanceof Error ? error.message : String(error)));
  if (lock === undefined) {
    return undefined;
  }
  const { owner, since } = lock;
  const recover = `groundwork recover ${stack}${/\bsandbox\b/.test(command) ? " --sandbox" : ""}`;
  const found = `that of ${owner}, since ${since}`;
  const fix = `wait for it or, if it is dead, run \`${recover}\``;
  return issueText({ path: stack, want: "no other run on it", found, fix });
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

/** Number of a stack's resources, and of those that changed, from the number per operation. */
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

/** The engine's output before it could send events: in a CommandError, between two labels. */
function saidBy(error: unknown): string[] {
  const message = plain(error instanceof Error ? error.message : String(error));
  const [said = ""] = message.split("\n err?: ");
  const start = said.search(/^error: /m);
  return [start < 0 ? message : said.slice(start + "error: ".length).trim()];
}
