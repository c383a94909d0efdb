import type { Problem } from "@groundwork-iac/platform/internal/declarations/problems";

import type { Change } from "../../engine";
import type { Tier } from "../inputs/catalogue";
import type { PolicyFinding } from "./findings";
import type { Loss } from "./protected";

/** What a preview brought to light. */
export interface Previewed {
  readonly name: string;
  /** Changes by kind. */
  readonly summary: string;
  /** How strictly it is judged. */
  readonly tier: Tier;
  readonly findings: readonly PolicyFinding[];
  /** The engine's errors; none when the preview went through. */
  readonly errors: readonly string[];
  /** What the preview would do, a resource each. */
  readonly changes: readonly Change[];
  /** Protected resources that it would replace or delete. */
  readonly losses: readonly Loss[];
  /** What a stack that is up is otherwise than its program says. */
  readonly drift?: readonly Change[];
}

/** What a preview came to. */
export interface Verdict extends Previewed {
  /**
   * `failed`: a rule is violated, something protected would go without approval, or what is up has drifted.
   * `unjudged`: a rule, or the preview itself, could not run; so nothing can be said.
   * `waits`: it, or a stack that it reads, is not there yet.
   */
  readonly state: "open" | "failed" | "unjudged" | "waits";
  /** What is wrong with the organisation's files, if it was judged by them alone. */
  readonly problems?: readonly Problem[];
  /** Why it is not open, in a line each. */
  readonly why: readonly string[];
}

/** Judges a preview. What could not be judged never passes for clean. */
export function verdictOf(previewed: Previewed): Verdict {
  const { findings, errors, losses, drift = [] } = previewed;
  const of = (kind: PolicyFinding["kind"]) => findings.filter((finding) => finding.kind === kind);
  const violated = of("violation").filter(({ level }) => level === "mandatory");
  const blind = of("deferred").filter(
    ({ severity = "critical", intent }) => severity === "critical" && intent === undefined,
  );
  const lost = losses.filter(({ approved }) => approved === undefined);
  const closed = [
    ...violated.map(({ rule, resource }) => `${rule} is violated by ${resource}`),
    ...lost.map(({ action, resource }) => `${action} of ${resource} is not approved`),
    ...drift.map(({ op, urn }) => `drift: ${op} of ${urn}`),
  ];
  const unjudged = [
    ...of("failed").map(({ rule, resource }) => `${rule} could not run on ${resource}`),
    ...blind.map(({ rule, resource }) => `critical ${rule} could not be judged of ${resource}`),
    // A violation fails a preview too; then its errors say nothing new.
    ...(violated.length > 0 || of("failed").length > 0 ? [] : errors),
  ];
  const state = closed.length > 0 ? "failed" : unjudged.length > 0 ? "unjudged" : "open";
  return { ...previewed, state, why: [...new Set([...closed, ...unjudged])] };
}
