import type { PolicyConfigSchema } from "@pulumi/policy";

import { fits } from "../kit/glob";
import type { Node } from "../kit/node";
import type { Severity } from "../rules/rule";

/** An exception from one rule for some resources: with a reason, an owner and an end. */
export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  /** URN, or a glob of URNs in which `*` stands for any text; it must fit the whole URN. */
  readonly resource: string;
  /**
   * Objects of the cluster that it excuses: `<namespace>/<name>`, or `<name>` of an object without a
   * namespace; `*` stands for any text without `/`. If omitted, it excuses none in the cluster.
   */
  readonly object?: string;
  readonly reason: string;
  readonly owner: string;
  /** Address of the ticket that ends it. */
  readonly ticket: string;
  /** First day. */
  readonly since: string;
  /** Last day. */
  readonly expires: string;
  /** The team whose file holds it; omitted if the platform's file does. */
  readonly team?: string;
}

/** A violation that a waiver may excuse. */
export interface Violated {
  readonly rule: { readonly id: string; readonly severity: Severity };
  readonly urn: string;
  readonly stack: string;
}

/** A waiver lasts this many days at most: from `since`, so that the file shows its end. */
export const longestDays = 90;
const shortestReason = 20;

/** Names of Kubernetes: a name alone, or after its namespace. */
const objectPattern = "^([a-z0-9*-]+/)?[^/\\s]+$";

const date = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" } as const;
const text = { type: "string", minLength: 1 } as const;

/** JSON schema of waivers in the settings of a policy. */
export const waiverSettings: PolicyConfigSchema["properties"] = {
  waivers: {
    type: "array",
    items: {
      type: "object",
      required: ["rule", "resource", "reason", "owner", "ticket", "since", "expires"],
      additionalProperties: false,
      properties: {
        rule: text,
        resource: { type: "string", pattern: "^urn:pulumi:" },
        object: { type: "string", pattern: objectPattern },
        reason: { type: "string", minLength: shortestReason },
        owner: text,
        ticket: { type: "string", pattern: "^https://" },
        since: date,
        expires: date,
        team: text,
      },
    },
  },
};

/** The waivers in a policy's settings. */
export function waiversOf(settings: Node): Waiver[] {
  return settings.items("waivers").map((entry) => {
    const read = (key: keyof Waiver) => entry.at(key).text;
    const [team, object] = [read("team"), read("object")];
    return {
      rule: read("rule"),
      resource: read("resource"),
      ...(object === "" ? {} : { object }),
      reason: read("reason"),
      owner: read("owner"),
      ticket: read("ticket"),
      since: read("since"),
      expires: read("expires"),
      ...(team === "" ? {} : { team }),
    };
  });
}

/** Whether a waiver is meant for a violation, in force or not. */
export function isMeant(waiver: Waiver, { rule, urn }: Violated): boolean {
  return waiver.rule === rule.id && fits(waiver.resource, urn);
}

/** The reason why a waiver has no effect; undefined if it has. */
export function refusal(
  { team, ...grant }: Waiver,
  { rule, stack }: Omit<Violated, "urn">,
  today: string,
): string | undefined {
  if (team !== undefined && rule.severity === "critical") {
    return `refused: ${rule.id} is critical, only the platform's own file may waive it, not team ${team}'s`;
  }
  if (team !== undefined && !isOf(team, stack)) {
    return `refused: it is in the file of team ${team}, whose stack ${stack} is not`;
  }
  return unheeded(grant, today);
}

/** The reason why an exception has no effect on a day, whatever it is from; undefined if it has. */
export function unheeded(
  { since, expires, reason }: Pick<Waiver, "since" | "expires" | "reason">,
  today: string,
): string | undefined {
  if (reason.length < shortestReason) {
    return `refused: want a reason of ${shortestReason} characters at least`;
  }
  const days = daysBetween(since, expires);
  if (!(days >= 0 && days <= longestDays)) {
    return `refused: want an end within ${longestDays} days, got ${since} to ${expires}`;
  }
  if (today > expires) {
    return `expired on ${expires}`;
  }
  return today < since ? `not in force before ${since}` : undefined;
}

/** Whether a waiver is about resources of a stack. */
export function concerns({ resource }: Waiver, stack: string): boolean {
  return fits(resource.split("::")[0] ?? "", `urn:pulumi:${stack}`);
}

/** Whether a stack is a team's own. */
export function isOf(team: string, stack: string): boolean {
  return stack === `team.${team}` || stack.startsWith(`workspace.${team}.`);
}

/** Days from one date to another; NaN if one is no date. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/** The date in UTC, so that it is the same wherever a preview runs. */
export const dateOf = (time: Date) => time.toISOString().slice(0, 10);
