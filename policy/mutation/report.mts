import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What became of the mutants of some source. */
export interface Score {
  readonly mutants: number;
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  /** Percent of the mutants that were killed or ran out of time. */
  readonly score: number;
}

export interface FileScore extends Score {
  /** Of the source and its cases, as they were. */
  readonly sha256: string;
}

export interface MutationReport {
  readonly tool: string;
  readonly total: Score;
  readonly files: Readonly<Record<string, FileScore>>;
}

export type Status = "killed" | "timeout" | "survived";

export const root = join(import.meta.dirname, "../..");
export const reportFile = join(root, "policy/mutation/report.json");

/** The files with the rules' check functions, and what those are made of. */
export function sources(): string[] {
  const files = globSync(["policy/src/kit/*.ts", "policy/src/rules/*/*.ts"], { cwd: root });
  return files.filter((file) => !isOther.test(file)).sort();
}

/**
 * Cases, expressions that an API server judges with what those are made of, and marks of settings, which
 * `tests/policy/rules/settings.test.ts` tries by each rule.
 */
const isOther = /cases\.ts$|\/admission\.ts$|\/kit\/(cel|context|pod-twins|settings|twin)\.ts$/;

/** Of a source and the cases in its folder. */
export function sha256(source: string): string {
  const cases = globSync(`${dirname(source)}/*cases.ts`, { cwd: root }).sort();
  const hash = createHash("sha256");
  for (const file of [source, ...cases]) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

export function score(statuses: readonly Status[]): Score {
  const count = (wanted: Status) => statuses.filter((status) => status === wanted).length;
  return withScore(count("killed"), count("timeout"), count("survived"));
}

/** The files' scores as one. */
export function total(files: readonly Score[]): Score {
  const sum = (of: Status) => files.reduce((so, file) => so + file[of], 0);
  return withScore(sum("killed"), sum("timeout"), sum("survived"));
}

function withScore(killed: number, timeout: number, survived: number): Score {
  const mutants = killed + timeout + survived;
  // Rounded down, so that a score does not look like one that is better.
  const score = mutants === 0 ? 100 : Math.floor(((killed + timeout) / mutants) * 10000) / 100;
  return { mutants, killed, timeout, survived, score };
}

export function readReport(): MutationReport {
  return JSON.parse(readFileSync(reportFile, "utf8")) as MutationReport;
}

/** One line a file, so that a change of one rule is a change of one line. */
export function textOf({ tool, total, files }: MutationReport): string {
  const lines = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, line]) => `    ${JSON.stringify(file)}: ${JSON.stringify(line)}`);
  return `{
  "tool": ${JSON.stringify(tool)},
  "total": ${JSON.stringify(total)},
  "files": {
${lines.join(",\n")}
  }
}
`;
}
