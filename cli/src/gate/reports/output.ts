import { writeFileSync } from "node:fs";

import type { Guidance } from "../inputs/guidance";
import type { Verdict } from "../judging/verdict";
import { comment } from "./comment";
import { loweredLines } from "./lowered-lines";
import { blocksOf, jsonOf } from "./report";
import { sarifOf } from "./sarif";

/** The formats in which the user wants a gate's findings. */
export interface OutputOptions {
  /** Print the verdicts as JSON. */
  readonly json?: boolean;
  /** File for the findings as Markdown. */
  readonly comment?: string;
  /** File for the findings as SARIF 2.1.0. */
  readonly sarif?: string;
}

/** Prints a verdict for people. */
export function print(verdict: Verdict): void {
  const { name, summary, why } = verdict;
  [...blocksOf(verdict), `${name}: ${summary}`, ...why].forEach((line) => {
    console.log(line);
  });
}

/** Prints the rules that settings or tiers lower, and writes the findings in the wanted formats. */
export function write(
  verdicts: readonly Verdict[],
  options: OutputOptions,
  { rules, lowered }: Pick<Guidance, "rules" | "lowered">,
): void {
  if (options.json === true) {
    console.log(jsonOf(verdicts, lowered));
  } else {
    loweredLines(lowered).forEach((line) => {
      console.log(line);
    });
  }
  if (options.comment !== undefined) {
    writeFileSync(options.comment, comment(verdicts, lowered));
  }
  if (options.sarif !== undefined) {
    const sarif = sarifOf(verdicts, rules, lowered, "Pulumi.yaml");
    writeFileSync(options.sarif, `${JSON.stringify(sarif, undefined, 2)}\n`);
  }
}
