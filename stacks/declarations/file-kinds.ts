import type { z } from "zod";

import { slugPattern } from "../../components/lib/slug";
import { environmentSchema } from "./environment-schema";
import { organizationSchema } from "./organization-schema";
import { teamSchema } from "./team-schema";
import { nobody, type TrustMark, trustKey } from "./trust-marks";

/** Files that are data to the job that reads them; `of` has the marks of their fields. */
export interface FileKind {
  readonly pattern: string;
  readonly of: z.ZodType | TrustMark;
}

const exceptions = nobody("exceptions for the policy pack, which connects to nothing")[trustKey];

/** Every kind of file whose change may be previewed unread. All else is a program, or a setting of one. */
export const fileKinds: readonly FileKind[] = [
  { pattern: "organization.yaml", of: organizationSchema },
  { pattern: "environments/<name>.yaml", of: environmentSchema },
  { pattern: "teams/<name>.yaml", of: teamSchema },
  { pattern: "waivers.yaml", of: exceptions },
  { pattern: "waivers/<name>.yaml", of: exceptions },
  { pattern: "approvals.yaml", of: exceptions },
];

/** The kind of a file by its path in the organisation's folder; none if its change must be read. */
export function fileKindOf(path: string): FileKind | undefined {
  return fileKinds.find(({ pattern }) => {
    const [start = "", end] = pattern.split("<name>");
    return end === undefined
      ? path === pattern
      : path.startsWith(start) &&
          path.endsWith(end) &&
          slugPattern.test(path.slice(start.length, -end.length));
  });
}
