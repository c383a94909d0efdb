import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";

/** Seconds of each test file in a recorded run. */
export interface Recorded {
  /** Day of the run, `2026-11-28`. */
  readonly date: string;
  readonly processors: number;
  /** Load averages of 1, 5 and 15 minutes at the run's end; above `processors`, the run had to wait for others. */
  readonly load: readonly number[];
  /** Seconds of the whole run. */
  readonly total: number;
  readonly seconds: Readonly<Record<string, number>>;
}

const fileOf = (root: string) => join(root, "bench", "test-seconds.json");

/** The table of the last recorded run; empty if there is none. */
export function recordedSeconds(root: string): Readonly<Record<string, number>> {
  const file = fileOf(root);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recorded).seconds : {};
}

/** Writes the table of a run, the longest file first. */
export function record(
  root: string,
  seconds: Readonly<Record<string, number>>,
  total: number,
): void {
  const table: Recorded = {
    date: new Date().toISOString().slice(0, 10),
    processors: availableParallelism(),
    load: loadavg().map((value) => Math.round(value * 10) / 10),
    total: Math.round(total),
    seconds: Object.fromEntries(longestFirst(seconds)),
  };
  writeFileSync(fileOf(root), `${JSON.stringify(table, undefined, 2)}\n`);
}

const longestFirst = (seconds: Readonly<Record<string, number>>) =>
  Object.entries(seconds).sort(([, a], [, b]) => b - a);

/** The ten longest files, beside their seconds in the last recorded run. */
export function longest(
  seconds: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): string[] {
  return longestFirst(seconds)
    .slice(0, 10)
    .map(([file, now]) => {
      const then = before[file];
      const recorded = then === undefined ? "not recorded" : `${then.toFixed(1)} recorded`;
      return `${now.toFixed(1).padStart(7)} s  ${file} (${recorded})`;
    });
}
