import type { PlannedStack } from "@groundwork-iac/platform/internal/derived/plan";

import { type RunOptions, say } from "../engine";
import type { Project } from "../project";
import { configured, type GuidanceOptions, guidanceOf } from "./inputs/guidance";
import { loweredLines } from "./reports/lowered-lines";

/**
 * The options of a run with the settings of the pack, waivers and baseline among them. Prints the
 * rules that they lower.
 */
export function excusedBy<O extends RunOptions & GuidanceOptions>(
  project: Project,
  stacks: readonly PlannedStack[],
  options: O,
): O {
  const guidance = guidanceOf(project, options);
  loweredLines(guidance.loweredIn(stacks.map(({ name }) => name))).forEach(say);
  return { ...options, ...configured(guidance, guidance.settings) };
}
