import { z } from "zod";

import { type AuditFinding, auditRanges } from "../../components/network/audit";
import { readData } from "../declarations/files";
import { problemInFile, ProblemsError } from "../declarations/problems";
import { problemsOf } from "../declarations/schema-problems";

const text = z.string().min(1, "a text that is not empty");
const count = z.int().min(0, "0 or more");

/** A plan of addresses that someone wrote by hand. */
const auditSchema = z.strictObject({
  horizonMonths: z.int().min(1, "1 to 120").max(120, "1 to 120").default(24),
  ranges: z
    .array(
      z.strictObject({
        cidr: text,
        purpose: text,
        kind: z.enum(["vpc", "subnet", "external"]).optional(),
        within: text.optional(),
        domain: text.optional(),
        addresses: count.optional(),
        needed: count.optional(),
        growthPercent: z.number().min(0, "0 or more").optional(),
      }),
    )
    .min(1, "one range at least"),
});

/**
 * Audits a file, JSON or YAML.
 * @throws Error with every problem of the file by path when it is no plan.
 */
export function auditFile(file: string): AuditFinding[] {
  const read = readData(file, "YAML or JSON");
  if (read === undefined) {
    throw new Error(`${file}: want a plan of addresses, JSON or YAML, got no such file`);
  }
  const problems = read.problems.length > 0 ? read.problems : problemsOf(auditSchema, read.data);
  if (problems.length > 0) {
    const found = problems.map((problem) => ({ ...problem, file }));
    throw new ProblemsError(`${file} is no plan of addresses:`, found, problemInFile);
  }
  const { ranges, horizonMonths } = auditSchema.parse(read.data);
  return auditRanges(ranges, horizonMonths);
}
