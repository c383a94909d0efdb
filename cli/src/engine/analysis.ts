import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { type EngineEvent, errorsOf, plain, type Reported, reportsOf, unmendedOf } from "./events";

/** What the engine says of a state by a policy pack. */
export interface Analysis {
  readonly reports: readonly Reported[];
  /** Why it could not judge; none when it could. */
  readonly errors: readonly string[];
}

/** How the engine is run. */
interface Engine {
  readonly command: string;
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** What the engine printed, and why its command failed; a mandatory violation makes it fail, too. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Has the engine judge a recorded state, without a cloud or the program.
 * @param of `--stack` with a name, or `--file` with a path.
 */
export async function analyzed(
  of: readonly string[],
  policyPack: string,
  policyConfig: string | undefined,
  engine: Engine,
): Promise<Analysis> {
  const configured = policyConfig === undefined ? [] : ["--policy-pack-config", policyConfig];
  const pack = ["--policy-pack", policyPack, ...configured];
  const args = ["policy", "analyze", ...of, ...pack, "--json", "--non-interactive"];
  return settled(await run(args, engine));
}

/**
 * How the engine says that it fails only of violations. It has no exit code for that yet;
 * https://github.com/pulumi/pulumi/blob/v3.258.0/pkg/cmd/pulumi/policy/policy_analyze.go
 */
const violated = /mandatory policy violations/;

/** What an analysis came to; one that did not end as it should has errors. */
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

async function run(args: readonly string[], engine: Engine): Promise<Printed> {
  const { command, ...options } = engine;
  try {
    const { stdout } = await promisify(execFile)(command, args, {
      ...options,
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
