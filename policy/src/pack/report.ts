import type { ReportViolation } from "@pulumi/policy";

import type { Finding } from "../kit/context";
import type { Judged } from "../kit/judged";
import type { Node } from "../kit/node";
import { stackOf } from "../kit/urns";
import type { GraphRule, Rule } from "../rules/rule";
import { type Excuse, excuseOf, type Run } from "./excuses";

/** What one call of a policy's validation works with. */
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

export const notKnown = "not known at preview";

/** Reports a violation as what it is, or as what excuses it. */
export function violate(
  rule: Rule | GraphRule,
  resource: Judged,
  finding: Finding,
  { settings, report, run }: Call,
  state?: string,
): void {
  const { urn } = resource;
  const excuse = excuseOf(settings, { rule, urn, stack: stackOf(urn) }, finding.path, run);
  const text = message(rule, resource, finding, state);
  const hint = state === undefined ? "" : "\n  or write the value so that a preview knows it";
  if (excuse.by === "nothing") {
    const refused = excuse.refusals.map((why) => `\n  waiver: ${why}`).join("");
    report(`${text}${hint}${refused}`, urn);
  } else {
    advise(report, excused(excuse, text), urn);
  }
}

/**
 * Reports that a rule can't judge yet; only a waiver excuses that, since nothing is known of it.
 * @param component What has told that the value will be as wanted.
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
  const text = message(rule, resource, finding, notKnown);
  const intent = component === undefined ? "" : `\n  intent: as wanted by ${component.urn}`;
  if (excuse.by === "waiver") {
    advise(report, excused(excuse, text), urn);
  } else {
    deferred.push({
      cause,
      message: `DEFERRED ${text}${intent}\n  check it after the update with: pulumi policy analyze`,
    });
  }
}

function excused(excuse: Exclude<Excuse, { by: "nothing" }>, text: string): string {
  if (excuse.by === "baseline") {
    return `KNOWN ${text}`;
  }
  const { expires, owner, ticket } = excuse.waiver;
  const reason = excuse.waiver.reason.replaceAll(/\s+/g, " ");
  const [first = "", ...rest] = text.split("\n");
  return [`WAIVED ${first} until ${expires}, ${reason}, ${owner}, ${ticket}`, ...rest].join("\n");
}

/** The SDK takes a report with a level of its own; its types leave that out. */
type Advise = (report: {
  readonly message: string;
  readonly urn: string;
  readonly enforcementLevel: "advisory";
}) => void;

function advise(report: ReportViolation, message: string, urn: string): void {
  (report as unknown as Advise)({ message, urn, enforcementLevel: "advisory" });
}

function message(
  { id, fix, link }: Rule | GraphRule,
  { urn }: Judged,
  { path, want, given }: Finding,
  state?: string,
): string {
  const got = state ?? (given === undefined ? undefined : `given ${String(given)}`);
  return [
    `${id} ${urn}`,
    `  ${path}: want ${want}${got === undefined ? "" : `, ${got}`}`,
    `  fix: ${fix}`,
    `  see: ${link}`,
  ].join("\n");
}
