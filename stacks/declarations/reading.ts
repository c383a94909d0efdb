import { basename, join, parse } from "node:path";

import type { z } from "zod";

import { slugPattern, slugWanted } from "../../components/lib/slug";
import { emptyLedger } from "../../components/network/address-space";
import { environmentSchema } from "./environment-schema";
import { readIfThere, readNames } from "./files";
import { misnamedIn } from "./file-names";
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
  /** Names of the environments and teams whose files have problems: they are declared. */
  readonly broken: BrokenFiles;
}

/** Environments and teams that are declared in files with problems. */
export interface BrokenFiles {
  readonly environments: readonly string[];
  readonly teams: readonly string[];
}

/** Reads an organisation's folder, one file after the other. */
export function readFiles(directory: string): ReadOrganization {
  const problems: Problem[] = [];
  const { wanted, problems: misnamed } = misnamedIn(directory);
  problems.push(...misnamed);
  const organization = readFile(
    join(directory, "organization.yaml"),
    organizationSchema,
    wanted.has("organization.yaml"),
    problems,
  );
  const folder = <S extends z.ZodType>(name: string, schema: S) =>
    readFolder(join(directory, name), schema, wanted.has(name), problems);
  const [environments, brokenEnvironments] = folder("environments", environmentSchema);
  const [teams, brokenTeams] = folder("teams", teamSchema);
  const ledger =
    readIfThere(join(directory, "addresses.json"), ledgerSchema, problems) ?? emptyLedger;
  const broken = { environments: brokenEnvironments, teams: brokenTeams };
  return organization === undefined
    ? { problems, broken }
    : { organization: { ...organization, environments, teams, ledger }, problems, broken };
}

function readFolder<S extends z.ZodType>(
  folder: string,
  schema: S,
  isMisnamed: boolean,
  problems: Problem[],
): [read: Record<string, z.output<S>>, broken: string[]] {
  const listed = readNames(folder) ?? { value: [] };
  if ("problem" in listed) {
    problems.push({ ...listed.problem, file: folder });
    return [{}, []];
  }
  const files = listed.value;
  const read: Record<string, z.output<S>> = {};
  const broken: string[] = [];
  for (const file of files) {
    const name = basename(file, ".yaml");
    if (!file.endsWith(".yaml") || !slugPattern.test(name)) {
      const at = { file: join(folder, file), path: "(name)" };
      problems.push({ ...at, kind: "malformed", want: fileWanted, got: file });
      broken.push(parse(file).name.toLowerCase());
      continue;
    }
    const data = readIfThere(join(folder, file), schema, problems);
    if (data === undefined) {
      broken.push(name);
    } else {
      read[name] = data;
    }
  }
  if (files.length === 0 && !isMisnamed) {
    const want = `one file at least, such as ${basename(folder)}/<name>.yaml`;
    problems.push({ file: folder, path: "", kind: "missing", want, found: "none" });
  }
  return [read, broken];
}

const fileWanted = `<name>.yaml, its name ${slugWanted}`;

/** Reads a file that must be there. */
function readFile<S extends z.ZodType>(
  file: string,
  schema: S,
  isMisnamed: boolean,
  problems: Problem[],
): z.output<S> | undefined {
  const before = problems.length;
  const data = readIfThere(file, schema, problems);
  if (data === undefined && problems.length === before && !isMisnamed) {
    problems.push({ file, path: "", kind: "missing", want: "this file", found: "none" });
  }
  return data;
}
