import {
  type Problem,
  ProblemsError,
} from "@groundwork-iac/platform/internal/declarations/problems";
import { z } from "zod";

/** A URN glob: of four parts, so that it names its stacks and can't match every resource. */
export const resource = z
  .string()
  .regex(
    /^urn:pulumi:[^:]+::[^:]+::(?!\*::\*$).+::.+$/s,
    "urn:pulumi:<stack>::<project>::<type>::<name>, * for any text but not for both type and name",
  );
export const text = z.string().trim().min(1, "a text that is not empty");
export const date = z.iso.date("a date such as 2026-03-31");

/** Days from one date to another. */
export const daysBetween = (from: string, to: string) =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The date in UTC, so that it is the same wherever the gate runs. */
export const dateOf = (time: Date) => time.toISOString().slice(0, 10);

/** @throws ProblemsError with every problem; none if there is none. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new ProblemsError("the gate's files have problems:", problems);
  }
}
