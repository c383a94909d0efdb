import type { PlannedStack } from "@groundwork-iac/platform/plan";
import { PrerequisiteError } from "@groundwork-iac/sandbox";

import type { Change, Verdict } from "./gate-verdict";
import type { Project } from "./project";
import type { Preview, Runner, RunOptions } from "./runner";

/** @throws Error when the gate can't judge what is up with these options. */
export function checkAfter(
  { policyPack, root }: Project,
  { baseline }: { readonly baseline?: string },
): void {
  if (baseline !== undefined) {
    throw new Error(
      "--after: want no --baseline, which is written from previews; known violations are heeded anyway",
    );
  }
  if (policyPack === undefined) {
    throw new PrerequisiteError(`${root}: want the policy pack @groundwork-iac/policy, got none`);
  }
}

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
    const { reports, errors } = await runner.analyze(["--stack", preview.name], options);
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
