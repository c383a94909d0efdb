import { join } from "node:path";

import { readIfThere } from "@groundwork-iac/platform/internal/declarations/files";
import type { Problem } from "@groundwork-iac/platform/internal/declarations/problems";
import { z } from "zod";

import { date, refuse, resource, text } from "./declared";

/** The content of `approvals.yaml`. */
export const approvalsSchema = z.array(
  z.strictObject({
    stack: text.describe("Name of the stack, such as network.dev."),
    resource: resource.describe("URN, * for any text; it must fit the whole URN."),
    action: z.enum(["replace", "delete"]),
    approvedBy: text.describe("Who approved it."),
    until: date.describe("Last day, within 30 days from the day of the gate."),
  }),
);

/** Someone's approval to delete or replace a protected resource. */
export type Approval = z.infer<typeof approvalsSchema>[number];

/**
 * Reads `approvals.yaml`.
 * @throws ProblemsError with every problem: file, path, wanted and actual value.
 */
export function readApprovals(folder: string): Approval[] {
  const problems: Problem[] = [];
  const approvals = readIfThere(join(folder, "approvals.yaml"), approvalsSchema, problems) ?? [];
  refuse(problems);
  return approvals;
}

/** Whether a pattern in which `*` stands for any text fits the whole of a text. */
export function globFits(pattern: string, whole: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`, "s").test(whole);
}
