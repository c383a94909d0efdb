import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { problemsOf } from "@groundwork-iac/platform/internal/declarations/schema-problems";
import { z } from "zod";

import { refuse } from "./declared";

const knownSchema = z.strictObject({ rule: z.string(), urn: z.string(), path: z.string() });
const baselineSchema = z.array(knownSchema);

/** A violation that already existed when the baseline was written. */
export type Known = z.infer<typeof knownSchema>;

/** @throws Error with the problem of the file. */
export function readBaseline(file: string): Known[] | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: want JSON, got ${error instanceof Error ? error.message : ""}`, {
      cause: error,
    });
  }
  refuse(problemsOf(baselineSchema, data).map((problem) => ({ ...problem, file })));
  return sorted(baselineSchema.parse(data));
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
