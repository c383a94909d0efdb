import { z } from "zod";

import { readData } from "./files";
import { problemInFile, ProblemsError } from "./problems";
import { problemsOf } from "./schema-problems";

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
  const read = readData(file, "JSON");
  if (read === undefined) {
    throw new Error(`${file}: want what list-service-quotas printed, got no such file`);
  }
  const { data } = read;
  const lists: readonly unknown[] = Array.isArray(data) ? data : [data];
  const problems =
    read.problems.length > 0
      ? read.problems
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
