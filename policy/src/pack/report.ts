import type { ReportViolation } from "@pulumi/policy";

import type { Finding } from "../kit/context";
import type { Judged } from "../kit/judged";
import type { Node } from "../kit/node";
import { stackOf } from "../kit/urns";
import type { GraphRule, Rule } from "../rules/rule";
import { type Excuse, excuseOf, type Run } from "./excuses";
import { type Code, codes, headOf, keys } from "./message";

/** Settings and report of one call of a policy's validation. */
export interface Call {
  readonly settings: Node;
  readonly report: ReportViolation;
  readonly deferred: Deferral[];
  readonly run: Run;
}

export interface Deferral {
  readonly cause: Error;
  readonly message: string;
}

/** Whether the pack judges a recorded state, in which only secrets are not known. */
const isState = (settings: Node) => settings.at("judges").text === "state";

/** Why a value is not known, in words. */
export const notKnown = (settings: Node): string =>
  isState(settings) ? "secret in the state" : "not known at preview";

/** JSON schema of the setting for preview or state, in the settings of every policy. Default: a preview. */
export const judgesSchema = { type: "string" as const, enum: ["preview", "state"] };

/** Reports a violation, or the waiver or baseline that excuses it. */
export function violate(
  rule: Rule | GraphRule,
  resource: Judged,
  finding: Finding,
  { settings, report, run }: Call,
  state?: string,
): void {
  const { urn } = resource;
  const excuse = excuseOf(settings, { rule, urn, stack: stackOf(urn) }, finding.path, run);
  const text = linesOf(rule, finding, state);
  const isLate = state !== undefined && !isState(settings);
  const hint = isLate ? ["or write the value so that a preview knows it"] : [];
  if (excuse.by === "nothing") {
    const refused = excuse.refusals.map((why) => `waiver: ${why}`);
    report(message(undefined, rule, urn, [...text, ...hint, ...refused]), urn);
  } else {
    advise(report, excused(excuse, rule, urn, text), urn);
  }
}

/**
 * Reports that a rule can't judge yet; only a waiver excuses that, since the baseline holds violations.
 * @param component The component whose arguments show that the value will be as wanted.
 */
export function defer(
  rule: Rule | GraphRule,
  resource: Judged,
  finding: Finding,
  cause: Error,
  { settings, report, deferred, run }: Call,
  component?: Judged,
): void {
  const { urn } = resource;
  const excuse = excuseOf(settings, { rule, urn, stack: stackOf(urn) }, finding.path, run);
  const text = linesOf(rule, finding, notKnown(settings));
  if (excuse.by === "waiver") {
    advise(report, excused(excuse, rule, urn, text), urn);
  } else {
    const code = component === undefined ? codes.deferred : codes.intended;
    const intent = component === undefined ? [] : [`${keys.intent}${component.urn}`];
    const later = isState(settings)
      ? []
      : ["check it after the update with: pulumi policy analyze"];
    deferred.push({ cause, message: message(code, rule, urn, [...text, ...intent, ...later]) });
  }
}

function excused(
  excuse: Exclude<Excuse, { by: "nothing" }>,
  rule: Rule | GraphRule,
  urn: string,
  text: readonly string[],
): string {
  if (excuse.by === "baseline") {
    return message(codes.known, rule, urn, text);
  }
  const { expires, owner, ticket } = excuse.waiver;
  const reason = excuse.waiver.reason.replaceAll(/\s+/g, " ");
  const until = `waived until ${expires}, ${reason}, ${owner}, ${ticket}`;
  return message(codes.waived, rule, urn, [...text, until]);
}

/** The SDK takes a report with its own level, which its types leave out. */
type Advise = (report: {
  readonly message: string;
  readonly urn: string;
  readonly enforcementLevel: "advisory";
}) => void;

function advise(report: ReportViolation, message: string, urn: string): void {
  (report as unknown as Advise)({ message, urn, enforcementLevel: "advisory" });
}

function message(
  code: Code | undefined,
  { id }: Rule | GraphRule,
  urn: string,
  lines: readonly string[],
): string {
  return [headOf(code, id, urn), ...lines.map((line) => `  ${line}`)].join("\n");
}

function linesOf(
  { fix, link }: Rule | GraphRule,
  { path, want, given }: Finding,
  state?: string,
): string[] {
  const got = state ?? (given === undefined ? undefined : `given ${String(given)}`);
  return [
    `${path}${keys.want}${want}${got === undefined ? "" : `, ${got}`}`,
    `${keys.fix}${fix}`,
    `${keys.see}${link}`,
  ];
}
