import { basename, join } from "node:path";

import type { z } from "zod";

import { slugPattern, slugWanted } from "../../components/lib/slug";
import { emptyLedger } from "../../components/network/address-space";
import { environmentSchema } from "./environment-schema";
import { readIfThere, readNames } from "./files";
import { ledgerSchema } from "./ledger-schema";
import type { Organization } from "./model";
import { organizationSchema } from "./organization-schema";
import type { Problem } from "./problems";
import { teamSchema } from "./team-schema";

/** The files of an organisation's folder, each checked by itself. */
export interface ReadOrganization {
  /** None when `organization.yaml` has problems; without the other files that have some. */
  readonly organization?: Organization;
  readonly problems: readonly Problem[];
}

/** Reads an organisation's folder, one file after the other. */
export function readFiles(directory: string): ReadOrganization {
  const problems: Problem[] = [];
  const organization = readFile(join(directory, "organization.yaml"), organizationSchema, problems);
  const environments = readFolder(join(directory, "environments"), environmentSchema, problems);
  const teams = readFolder(join(directory, "teams"), teamSchema, problems);
  const ledger =
    readIfThere(join(directory, "addresses.json"), ledgerSchema, problems) ?? emptyLedger;
  return organization === undefined
    ? { problems }
    : { organization: { ...organization, environments, teams, ledger }, problems };
}

function readFolder<S extends z.ZodType>(
  folder: string,
  schema: S,
  problems: Problem[],
): Record<string, z.output<S>> {
  const listed = readNames(folder) ?? { value: [] };
  if ("problem" in listed) {
    problems.push({ ...listed.problem, file: folder });
    return {};
  }
  const files = listed.value;
  const read: Record<string, z.output<S>> = {};
  for (const file of files) {
    const name = basename(file, ".yaml");
    if (!file.endsWith(".yaml") || !slugPattern.test(name)) {
      const at = { file: join(folder, file), path: "(name)" };
      problems.push({ ...at, kind: "malformed", want: fileWanted, got: file });
      continue;
    }
    const data = readIfThere(join(folder, file), schema, problems);
    if (data !== undefined) {
      read[name] = data;
    }
  }
  if (files.length === 0) {
    const want = `one file at least, such as ${basename(folder)}/<name>.yaml`;
    problems.push({ file: folder, path: "", kind: "missing", want, found: "none" });
  }
  return read;
}

const fileWanted = `<name>.yaml, its name ${slugWanted}`;

/** Reads a file that must be there. */
function readFile<S extends z.ZodType>(
  file: string,
  schema: S,
  problems: Problem[],
): z.output<S> | undefined {
  const before = problems.length;
  const data = readIfThere(file, schema, problems);
  if (data === undefined && problems.length === before) {
    problems.push({ file, path: "", kind: "missing", want: "this file", found: "none" });
  }
  return data;
}
