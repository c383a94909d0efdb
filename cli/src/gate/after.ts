import type { PlannedStack } from "@groundwork-iac/platform/internal/derived/plan";

import { analyzeState, type Place, type Preview, previewStacks, type RunOptions } from "../engine";
import type { Verdict } from "./judging/verdict";

/**
 * Judges stacks that are up: the policy pack judges their recorded state, in which every value is known,
 * and a preview that first reads the cloud's resources shows drift.
 */
export function settle(
  place: Place,
  stacks: readonly PlannedStack[],
  options: RunOptions,
  judge: (preview: Preview) => Verdict,
): Promise<Verdict[]> {
  // The pack judges the recorded state, not the state after the preview's changes.
  const looking = { ...options, refresh: true, withoutPack: true };
  return previewStacks(place, stacks, looking, async (preview) => {
    if (preview.absent.length > 0) {
      return judge({ ...preview, errors: [`want ${preview.absent.join(", ")} up, got none`] });
    }
    const { reports, errors } = await analyzeState(
      place,
      ["--stack", preview.name],
      options.packSettings?.(preview.name),
    );
    return judge({ ...preview, reports, errors: [...errors, ...preview.errors] });
  });
}
