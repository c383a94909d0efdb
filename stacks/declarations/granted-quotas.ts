import { existsSync, readFileSync } from "node:fs";

import { z } from "zod";

import { problemsOf } from "./problems";
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
      ? faults.map((fault) => `(file): want JSON, got ${fault}`)
      : lists.flatMap((list) => problemsOf(listSchema, list));
  if (problems.length > 0) {
    throw new Error([`${file} is no list of quotas:`, ...problems].join("\n  - "));
  }
  return new Map(
    lists
      .flatMap((list) => listSchema.parse(list).Quotas)
      .map(({ ServiceCode, QuotaCode, Value }) => [quotaKey(ServiceCode, QuotaCode), Value]),
  );
}
