import type { Score } from "@groundwork-iac/platform/internal/reports/capabilities";

import type { Reported } from "./events";

/** Prints progress for people; results go to standard output. */
export const say = (line: string) => {
  console.error(line);
};

/** A policy's report in a line. */
export const reportLine = ({ level, message }: Reported) => `${level}: ${message}`;

/** The scorecard of the seven capabilities, one line per capability. */
export const scoreLines = (scores: readonly Score[]): string[] =>
  scores.map(({ capability, mode, state, evidence, missing, without }) => {
    const total = evidence.length + missing.length;
    const lacking = missing.length === 0 ? "" : `; missing: ${missing.join(", ")}`;
    const facts = `${state}, ${mode}, ${evidence.length} of ${total} stacks${lacking}`;
    return `${capability}: ${facts}; without it ${without}`;
  });

/** A number of things in words, such as `1 violation`. */
export const counted = (count: number, thing: string) =>
  `${count} ${thing}${count === 1 ? "" : "s"}`;

/** Seconds since a time, to a tenth. */
export const since = (begun: number) => Math.round((Date.now() - begun) / 100) / 10;

/** The kinds that the offline cloud has no facts for, in a line; none if there are none. */
export function unverifiedLines(counts: Readonly<Record<string, number>>): string[] {
  const kinds = Object.keys(counts);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const judged = kinds.length === 1 ? "kind judged by its" : "kinds judged by their";
  const unverified = `${counted(total, "resource")} unverified`;
  return kinds.length === 0
    ? []
    : [`${kinds.length} ${judged} SDK alone: ${kinds.join(", ")}; ${unverified}`];
}
