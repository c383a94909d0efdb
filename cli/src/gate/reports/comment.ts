import type { Lowered } from "../inputs/lowered";
import type { Verdict } from "../judging/verdict";
import { loweredLines } from "./lowered-lines";
import { blocksOf } from "./report";

const signs = {
  open: "passed",
  failed: "**failed**",
  unjudged: "**could not be judged**",
  waits: "waits",
} as const;

/** The verdicts as Markdown for a pull request, the worst first, and the rules that settings or tiers lower. */
export function comment(verdicts: readonly Verdict[], lowered: readonly Lowered[]): string {
  const order = ["failed", "unjudged", "waits", "open"];
  const sorted = verdicts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const rows = sorted.map(
    ({ name, state, summary }) => `| ${cell(name)} | ${signs[state]} | ${cell(summary)} |`,
  );
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`### ${title}`, "", fenced(lines.join("\n")), ""];
  return [
    `## ${titleOf(verdicts)}`,
    "",
    "| stack | preview | changes |",
    "| --- | --- | --- |",
    ...rows,
    "",
    ...sorted.flatMap((verdict) => section(verdict.name, blocksOf(verdict))),
    ...section("Lowered rules", loweredLines(lowered)),
  ].join("\n");
}

function titleOf(verdicts: readonly Verdict[]): string {
  const count = (state: Verdict["state"]) =>
    verdicts.filter((verdict) => verdict.state === state).length;
  const [failed, unjudged] = [count("failed"), count("unjudged")];
  const blind = unjudged === 0 ? "" : `${unjudged} could not be judged`;
  if (failed > 0) {
    return `The gate is closed: ${failed} failed${blind === "" ? "" : `, ${blind}`}`;
  }
  return unjudged > 0 ? `The gate is closed: ${blind}` : "The gate is open";
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** A code block with a fence that its content can't close. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
