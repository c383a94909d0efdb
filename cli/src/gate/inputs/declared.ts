import {
  type Problem,
  ProblemsError,
} from "@groundwork-iac/platform/internal/declarations/problems";
import { z } from "zod";

/** A URN glob: of four parts, so that it names its stacks and can't match every resource. */
export const resource = z
  .string()
  .regex(
    /^urn:pulumi:[^:]+::[^:]+::(?=.*[A-Za-z0-9]).+::.+$/s,
    "urn:pulumi:<stack>::<project>::<type>::<name>, * for any text but not for both type and name",
  );
export const text = z.string().trim().min(1, "a text that is not empty");
export const date = z.iso.date("a date such as 2026-03-31");

/** The fields that every exception needs, in a file of waivers or of settings. */
export const grantFields = {
  reason: z
    .string()
    .trim()
    .min(20, "a reason of 20 characters at least")
    .describe("Why the rule can't be kept yet."),
  owner: text.describe("Who ends it."),
  ticket: z.string().regex(/^https:\/\/\S+$/, "the https address of a ticket"),
  since: date.describe("First day."),
  expires: date.describe("Last day, 90 days after the first at most."),
};

/** The schema of a statement that lets settings lower a rule. */
export const grantSchema = z.strictObject(grantFields);

/** Why there is an exception, whose it is, and until when. */
export type Grant = z.infer<typeof grantSchema>;

export const longestDays = 90;

/** Days from one date to another. */
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The problem with an exception's days, if there is one. */
export function daysProblem({ since, expires }: Pick<Grant, "since" | "expires">) {
  const days = daysBetween(since, expires);
  const want = `a date from ${since} on and within ${longestDays} days`;
  return days < 0 || days > longestDays
    ? { kind: "bounds" as const, want, got: expires }
    : undefined;
}

/** Whether an exception has effect on a day. */
export function stateOf(
  { since, expires }: Grant,
  today: string,
): "in force" | "ended" | "not begun" {
  return today > expires ? "ended" : today < since ? "not begun" : "in force";
}

/** The date in UTC, so that it is the same wherever the gate runs. */
export const dateOf = (time: Date) => time.toISOString().slice(0, 10);

/** @throws ProblemsError with every problem; none if there is none. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new ProblemsError("the gate's files have problems:", problems);
  }
}
