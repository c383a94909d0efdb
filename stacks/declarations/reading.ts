import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import type { z } from "zod";

import { slugPattern, slugWanted } from "../../components/lib/slug";
import { emptyLedger } from "../../components/network/address-space";
import { environmentSchema } from "./environment-schema";
import { ledgerSchema } from "./ledger-schema";
import type { Organization } from "./model";
import { organizationSchema } from "./organization-schema";
import { problemsOf } from "./problems";
import { teamSchema } from "./team-schema";
import { parseYaml } from "./yaml";

/** The files of an organisation's folder, each checked by itself. */
export interface ReadOrganization {
  /** None when `organization.yaml` has problems; without the other files that have some. */
  readonly organization?: Organization;
  readonly problems: readonly string[];
}

/** Reads an organisation's folder, one file after the other. */
export function readFiles(directory: string): ReadOrganization {
  const problems: string[] = [];
  const organization = readYaml(join(directory, "organization.yaml"), organizationSchema, problems);
  const environments = readFolder(join(directory, "environments"), environmentSchema, problems);
  const teams = readFolder(join(directory, "teams"), teamSchema, problems);
  const ledgerFile = join(directory, "addresses.json");
  const ledger = existsSync(ledgerFile)
    ? (readYaml(ledgerFile, ledgerSchema, problems) ?? emptyLedger)
    : emptyLedger;
  return organization === undefined
    ? { problems }
    : { organization: { ...organization, environments, teams, ledger }, problems };
}

function readFolder<S extends z.ZodType>(
  folder: string,
  schema: S,
  problems: string[],
): Record<string, z.output<S>> {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  const read: Record<string, z.output<S>> = {};
  for (const file of files) {
    const name = basename(file, ".yaml");
    if (!file.endsWith(".yaml") || !slugPattern.test(name)) {
      problems.push(`${join(folder, file)}: (name): want ${fileWanted}, got "${file}"`);
      continue;
    }
    const data = readYaml(join(folder, file), schema, problems);
    if (data !== undefined) {
      read[name] = data;
    }
  }
  if (files.length === 0) {
    problems.push(
      `${folder}: want one file at least, such as ${basename(folder)}/<name>.yaml, got none`,
    );
  }
  return read;
}

const fileWanted = `<name>.yaml, its name ${slugWanted}`;

function readYaml<S extends z.ZodType>(
  path: string,
  schema: S,
  problems: string[],
): z.output<S> | undefined {
  if (!existsSync(path)) {
    problems.push(`${path}: want this file, got none`);
    return undefined;
  }
  const [data, faults] = parseYaml(readFileSync(path, "utf8"));
  if (faults.length > 0) {
    problems.push(...faults.map((fault) => `${path}: (file): want YAML, got ${fault}`));
    return undefined;
  }
  const found = problemsOf(schema, data);
  problems.push(...found.map((problem) => `${path}: ${problem}`));
  return found.length === 0 ? schema.parse(data) : undefined;
}
