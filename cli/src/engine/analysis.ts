import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { type EngineEvent, errorsOf, plain, type Reported, reportsOf, unmendedOf } from "./events";
import type { Place } from "./place";

/** The engine's judgement of a state by a policy pack. */
export interface Analysis {
  readonly reports: readonly Reported[];
  /** Why the engine could not judge; empty if it could. */
  readonly errors: readonly string[];
}

/** The engine's output, and why its command failed; a mandatory violation makes it fail, too. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the policy pack on a recorded state, without a cloud or the program.
 * @param of `--stack` and a name, whose secrets the pack judges too, or `--file` and a path.
 * @param settings File of the pack's settings.
 */
export async function analyzeState(
  place: Place,
  of: readonly string[],
  settings: string | undefined,
): Promise<Analysis> {
  const { policyPack = "" } = place.project;
  const configured = settings === undefined ? [] : ["--policy-pack-config", settings];
  const pack = ["--policy-pack", policyPack, ...configured];
  place.interruption.check();
  const args = ["policy", "analyze", ...of, ...pack, "--json", "--non-interactive"];
  const analysis = settled(await run(args, place));
  place.interruption.check();
  return analysis;
}

/**
 * The engine's message when violations alone made it fail. It has no exit code for this yet;
 * https://github.com/pulumi/pulumi/blob/v3.258.0/pkg/cmd/pulumi/policy/policy_analyze.go
 */
const violated = /mandatory policy violations/;

/** The result of an analysis; it has errors if the engine did not end as it should. */
export function settled({ stdout, stderr }: Printed): Analysis {
  const events = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as EngineEvent);
  const reports = events.flatMap((event) => [...reportsOf(event), ...unmendedOf(event)]);
  const isViolated = reports.some(({ level }) => level === "mandatory");
  const failed = plain(stderr).replace(/^error: /, "");
  const isSaid = failed === "" || (isViolated && violated.test(failed));
  const errors = [...events.flatMap(errorsOf), ...(isSaid ? [] : [failed])];
  const hasEnded = events.some(({ summaryEvent }) => summaryEvent !== undefined);
  const silent = hasEnded || errors.length > 0 ? [] : ["the analysis said nothing"];
  return { reports, errors: [...errors, ...silent] };
}

async function run(
  args: readonly string[],
  { workspace, interruption: { signal } }: Place,
): Promise<Printed> {
  const { pulumiCommand, workDir: cwd, pulumiHome: home, envVars } = workspace;
  const env = { ...process.env, ...(home !== undefined && { PULUMI_HOME: home }), ...envVars };
  try {
    const { stdout } = await promisify(execFile)(pulumiCommand.command, args, {
      cwd,
      env,
      signal,
      maxBuffer: 2 ** 28,
    });
    // Warnings are no failure.
    return { stdout, stderr: "" };
  } catch (error) {
    const { stdout, stderr } = error as Error & Record<string, unknown>;
    if (typeof stdout !== "string" || typeof stderr !== "string") {
      throw error;
    }
    return { stdout, stderr: stderr === "" ? String(error) : stderr };
  }
}
