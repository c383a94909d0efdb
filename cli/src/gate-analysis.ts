import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";

import type { automation } from "@pulumi/pulumi";
import { z } from "zod";

import type { Reported } from "./gate-findings";
import { type Settings, settingsFile } from "./gate-settings";
import { GateError } from "./gate-verdict";

/** What the engine says of a state by a policy pack. */
export interface Analysis {
  readonly reports: readonly Reported[];
  /** Why it could not judge; none when it could. */
  readonly errors: readonly string[];
}

const eventSchema = z.object({
  policyEvent: z
    .object({
      policyName: z.string(),
      enforcementLevel: z.string(),
      message: z.string(),
      resourceUrn: z.string().optional(),
    })
    .optional(),
  diagnosticEvent: z.object({ severity: z.string(), message: z.string() }).optional(),
  summaryEvent: z.unknown().optional(),
});

/** Has the engine judge a state, without a backend, a cloud or the program. */
export async function analyzed(
  state: automation.Deployment,
  policyPack: string,
  settings: Settings,
): Promise<Analysis> {
  const config = settingsFile(settings);
  const folder = dirname(config);
  const file = join(folder, "state.json");
  writeFileSync(file, JSON.stringify(state));
  const args = ["policy", "analyze", "--file", file, "--json", "--non-interactive"];
  const packs = ["--policy-pack", policyPack, "--policy-pack-config", config];
  const { stdout, stderr } = await run([...args, ...packs], folder);
  const events = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => eventSchema.parse(JSON.parse(line)));
  const reports = events.flatMap(({ policyEvent: event }): Reported[] =>
    event === undefined
      ? []
      : [
          {
            policy: event.policyName,
            level: event.enforcementLevel === "mandatory" ? "mandatory" : "advisory",
            message: plain(event.message),
            ...(event.resourceUrn !== undefined && { urn: event.resourceUrn }),
          },
        ],
  );
  const told = events.flatMap(({ diagnosticEvent: event }) =>
    event?.severity === "error" ? [plain(event.message)] : [],
  );
  const isDone = events.some(({ summaryEvent }) => summaryEvent !== undefined);
  return { reports, errors: isDone ? told : [...told, plain(stderr)] };
}

/** Runs the engine; it fails when a policy is violated, too. */
async function run(args: readonly string[], cwd: string) {
  try {
    return await promisify(execFile)("pulumi", args, { cwd, maxBuffer: 1 << 28 });
  } catch (error) {
    const { code, stdout, stderr } = error as Error & Record<string, unknown>;
    if (code === "ENOENT") {
      throw new GateError("pulumi: want the engine on the PATH, got none", 3, { cause: error });
    }
    if (typeof stdout !== "string" || typeof stderr !== "string") {
      throw error;
    }
    return { stdout, stderr };
  }
}

const plain = (text: string) =>
  stripVTControlCharacters(text)
    .replaceAll(/<\{%[^%]*%\}>/g, "")
    .replace(/^error: /, "")
    .trim();
