import { counted } from "../../engine";
import { gateCodes, GateError } from "./gate-error";
import { type Known, keyOf, knownLine, stackOf, writeBaseline } from "../inputs/baseline";
import type { PolicyFinding } from "./findings";
import type { Verdict } from "./verdict";

/** The baseline's entry for a violation. */
const knownOf = ({ rule, resource, path = "" }: PolicyFinding): Known => ({
  rule,
  urn: resource,
  path,
});

/** The baseline after stacks were judged: entries of other stacks and entries found again are left. */
function shrunk(
  baseline: readonly Known[],
  judged: readonly string[],
  findings: readonly PolicyFinding[],
): { readonly left: Known[]; readonly gone: Known[] } {
  const found = new Set(
    findings.filter(({ kind }) => kind === "known").map((f) => keyOf(knownOf(f))),
  );
  const stays = (entry: Known) => !judged.includes(stackOf(entry.urn)) || found.has(keyOf(entry));
  return { left: baseline.filter(stays), gone: baseline.filter((entry) => !stays(entry)) };
}

/**
 * Writes or shrinks the baseline, and returns the result in lines. The baseline never grows.
 * @param mayKnow Whether the file may hold violations of a rule: a team's own holds no critical one.
 */
export function keepBaseline(
  file: string,
  baseline: readonly Known[] | undefined,
  verdicts: readonly Verdict[],
  isBlocking: (policy: string, stack: string) => boolean,
  mayKnow: (rule: string) => boolean = () => true,
): string[] {
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  const violations = verdicts.flatMap(({ name, findings: own }) =>
    own.filter(({ kind, policy }) => kind === "violation" && isBlocking(policy, name)),
  );
  const present = violations.map(knownOf);
  if (baseline === undefined) {
    const broken = verdicts.filter(({ errors }) => errors.length > 0).map(({ name }) => name);
    if (broken.length > 0) {
      throw new GateError(
        `${file} is not written: no preview of ${broken.join(", ")}`,
        gateCodes.unjudged,
      );
    }
    const kept = present.filter(({ rule }) => mayKnow(rule));
    const left = present.filter(({ rule }) => !mayKnow(rule));
    writeBaseline(file, kept);
    return [
      ...left.map(
        (entry) => `${file}: a team's baseline has no critical rule: ${knownLine(entry)}`,
      ),
      `${file}: written with ${counted(kept.length, "violation")}`,
    ];
  }
  const judged = verdicts.filter(({ state }) => state === "open").map(({ name }) => name);
  const { left, gone } = shrunk(baseline, judged, findings);
  if (gone.length > 0) {
    writeBaseline(file, left);
  }
  return [
    ...gone.map((entry) => `${file}: no longer there, taken out: ${knownLine(entry)}`),
    ...present.map((entry) => `${file}: it never grows; it would have to add: ${knownLine(entry)}`),
    `${file}: ${counted(left.length, "known violation")} ${left.length === 1 ? "is" : "are"} left`,
  ];
}
