import type { Stored } from "../../cloud/store";
import type { LiveDescription } from "../description";
import { livePlace } from "./places";

/**
 * Removes from the real servers the resources that a run made before it died without recording them:
 * those that `removeOrphans` removed from the offline cloud.
 * @returns the resources that could not be removed, and why.
 */
export async function removeLive(
  description: LiveDescription,
  orphans: readonly Stored[],
): Promise<string[]> {
  const { signal } = new AbortController();
  const failed: string[] = [];
  for (const { partition, token, id, inputs, live } of orphans) {
    const [pkg = "", account = "", region = ""] = partitionParts(partition);
    try {
      const place = await livePlace(pkg, { description, place: { account, region }, signal });
      const kind = await place?.kinds(token);
      // A twin that was written before the call lacks the server's values.
      const made = live !== true && kind?.adopt ? await kind.adopt(inputs) : { id };
      if (kind !== undefined && made !== undefined) {
        await kind.delete(made.id, inputs);
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      failed.push(`${token} ${id}: ${why}`);
    }
  }
  return failed;
}

/** Package, account and region of `aws/111111111111/eu-west-1`; other accounts are addresses. */
function partitionParts(partition: string): string[] {
  const [pkg = "", ...rest] = partition.split("/");
  return pkg === "aws" ? [pkg, ...rest] : [pkg, rest.join("/")];
}
