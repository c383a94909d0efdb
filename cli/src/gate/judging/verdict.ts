import type { Problem } from "@groundwork-iac/platform/internal/declarations/problems";

import type { Change } from "../../engine";
import type { Tier } from "../inputs/catalogue";
import type { Drift } from "../drift/drift";
import type { PolicyFinding } from "./findings";
import type { Loss } from "./protected";

/** The facts that a preview showed. */
export interface Previewed {
  readonly name: string;
  /** Changes by kind. */
  readonly summary: string;
  /** The strictness of the judgement. */
  readonly tier: Tier;
  readonly findings: readonly PolicyFinding[];
  /** The engine's errors; empty if the preview went through. */
  readonly errors: readonly string[];
  /** The changes in the preview, one per resource. */
  readonly changes: readonly Change[];
  /** Protected resources that it would replace or delete. */
  readonly losses: readonly Loss[];
  /** Differences between a stack that is up and its program. */
  readonly drift?: readonly Drift[];
}

/** The result of a judged preview. */
export interface Verdict extends Previewed {
  /**
   * `failed`: a rule is violated, something protected would be lost without approval, or a stack has drifted.
   * `unjudged`: a rule, or the preview itself, could not run; so there is no judgement.
   * `waits`: it, or a stack that it reads, does not exist yet.
   */
  readonly state: "open" | "failed" | "unjudged" | "waits";
  /** Problems of the organisation's files, if the gate judged the files alone. */
  readonly problems?: readonly Problem[];
  /** Why the gate is not open, one reason per line. */
  readonly why: readonly string[];
}

/** Judges a preview. A preview that the gate could not judge never counts as clean. */
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
    // A violation fails the preview too; then its errors only repeat the violation.
    ...(violated.length > 0 || of("failed").length > 0 ? [] : errors),
  ];
  const state = closed.length > 0 ? "failed" : unjudged.length > 0 ? "unjudged" : "open";
  return { ...previewed, state, why: [...new Set([...closed, ...unjudged])] };
}
