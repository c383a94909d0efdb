import { type RunOptions, say } from "../engine";
import type { Project } from "../project";
import { configured, type GuidanceOptions, guidanceOf } from "./inputs/guidance";
import { loweredLines } from "./reports/lowered-lines";

/**
 * The options of a run with the settings of the pack, waivers and baseline among them. Prints the
 * rules that they lower.
 */
export function excusedBy<O extends RunOptions & GuidanceOptions>(project: Project, options: O): O {
  const guidance = guidanceOf(project, options);
  loweredLines(guidance.lowered).forEach(say);
  return { ...options, ...configured(guidance, guidance.settings) };
}
