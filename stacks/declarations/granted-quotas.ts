import { existsSync, readFileSync } from "node:fs";

import { z } from "zod";

import { problemInFile, ProblemsError } from "./problems";
import { problemsOf, syntaxProblems } from "./schema-problems";
import { parseYaml } from "./yaml";

/** What `aws service-quotas list-service-quotas --output json` prints, as far as it is read. */
const listSchema = z.object({
  Quotas: z.array(z.object({ ServiceCode: z.string(), QuotaCode: z.string(), Value: z.number() })),
});

export const quotaKey = (service: string, code: string) => `${service}/${code}`;

/**
 * What an account has of its quotas: one list of AWS's command line, or several in one file.
 * @throws Error with every problem of the file by path.
 */
export function grantedQuotas(file: string): Map<string, number> {
  if (!existsSync(file)) {
    throw new Error(`${file}: want what list-service-quotas printed, got no such file`);
  }
  const [data, faults] = parseYaml(readFileSync(file, "utf8"));
  const lists: readonly unknown[] = Array.isArray(data) ? data : [data];
  const problems =
    faults.length > 0
      ? syntaxProblems("JSON", faults)
      : lists.flatMap((list) => problemsOf(listSchema, list));
  if (problems.length > 0) {
    const found = problems.map((problem) => ({ ...problem, file }));
    throw new ProblemsError(`${file} is no list of quotas:`, found, problemInFile);
  }
  return new Map(
    lists
      .flatMap((list) => listSchema.parse(list).Quotas)
      .map(({ ServiceCode, QuotaCode, Value }) => [quotaKey(ServiceCode, QuotaCode), Value]),
  );
}
