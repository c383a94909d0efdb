import { writeFileSync } from "node:fs";

import { readData } from "@groundwork-iac/platform/internal/declarations/files";
import type { FileProblem } from "@groundwork-iac/platform/internal/declarations/problems";
import { problemsOf } from "@groundwork-iac/platform/internal/declarations/schema-problems";
import { z } from "zod";

import { refuse } from "./declared";

const knownSchema = z.strictObject({ rule: z.string(), urn: z.string(), path: z.string() });
const baselineSchema = z.array(knownSchema);

/** A violation that already existed when the baseline was written. */
export type Known = z.infer<typeof knownSchema>;

/**
 * Reads a baseline, if there is one.
 * @param mayKnow Whether the file may excuse violations of a rule: a team's own excuses no critical one.
 * @throws ProblemsError with every problem: file, path, wanted and actual value.
 */
export function readBaseline(
  file: string,
  mayKnow: (rule: string) => boolean = () => true,
): Known[] | undefined {
  const read = readData(file, "JSON");
  if (read === undefined) {
    return undefined;
  }
  const { data, problems } = read;
  const malformed = problems.length > 0 ? problems : problemsOf(baselineSchema, data);
  const entries = malformed.length > 0 ? [] : baselineSchema.parse(data);
  const refused = entries.flatMap(({ rule }, index): FileProblem[] =>
    mayKnow(rule)
      ? []
      : [
          {
            kind: "conflict",
            path: `${index}.rule`,
            want: "a rule that is not critical, which only the platform's baseline.json may excuse",
            got: rule,
            fix: "mend what violates it and take the entry out, or ask the platform's people",
          },
        ],
  );
  refuse([...malformed, ...refused].map((problem) => ({ ...problem, file })));
  return sorted(entries);
}

export function writeBaseline(file: string, entries: readonly Known[]): void {
  writeFileSync(file, `${JSON.stringify(sorted(entries), undefined, 2)}\n`);
}

/** An entry in a line. */
export const knownLine = ({ rule, urn, path }: Known) => `${rule} ${urn} ${path}`.trim();

/** Equal for equal entries. */
export const keyOf = ({ rule, urn, path }: Known) => JSON.stringify([rule, urn, path]);

/** The name of a resource's stack. */
export const stackOf = (urn: string) => urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";

function sorted(entries: readonly Known[]): Known[] {
  const byKey = new Map(entries.map((entry) => [keyOf(entry), entry]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
