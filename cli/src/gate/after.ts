import type { PlannedStack } from "@groundwork-iac/platform/plan";

import type { Change, Verdict } from "./judging/verdict";
import type { Preview, Runner, RunOptions } from "../engine/runner";

/**
 * Judges stacks that are up: the policy pack on their recorded state, in which every value is known,
 * and a preview that first looks at what the cloud holds, for drift.
 */
export function settle(
  runner: Runner,
  stacks: readonly PlannedStack[],
  options: RunOptions,
  judge: (preview: Preview) => Verdict,
): Promise<Verdict[]> {
  // The pack judges what is there, not what the preview would make of it.
  const looking = { ...options, refresh: true, withoutPack: true };
  return runner.preview(stacks, looking, async (preview) => {
    if (preview.absent.length > 0) {
      return judge({ ...preview, errors: [`want ${preview.absent.join(", ")} up, got none`] });
    }
    const { reports, errors } = await runner.analyze(
      ["--stack", preview.name],
      options.packSettings?.(preview.name),
    );
    return judge({ ...preview, reports, errors: [...errors, ...preview.errors] });
  });
}

/** A change that brings what is up back to what its program says, for people. */
export function driftTold({ op, urn, properties }: Change): string {
  return [
    `DRIFT ${op} ${urn}`,
    ...(properties.length === 0 ? [] : [`  it differs in ${properties.join(", ")}`]),
    "  fix: bring the stack up, which sets it back, or have the program say it",
  ].join("\n");
}
