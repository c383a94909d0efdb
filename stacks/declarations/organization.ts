import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import type { z } from "zod";

import { slugPattern, slugWanted } from "../../components/lib/slug";
import { type AddressLedger, emptyLedger } from "../../components/network/address-space";
import { addressProblems } from "../derived/addresses";
import { crossProblems } from "../checks/cross-problems";
import { problemsOf } from "./problems";
import {
  type Environment,
  environmentSchema,
  ledgerSchema,
  type OrganizationFile,
  organizationSchema,
  type TeamDeclaration,
  teamSchema,
} from "./schema";
import { parseYaml } from "./yaml";

export * from "./schema";

export type Organization = OrganizationFile & {
  readonly environments: Readonly<Record<string, Environment>>;
  readonly teams: Readonly<Record<string, TeamDeclaration>>;
  /** Addresses that were given out. */
  readonly ledger: AddressLedger;
};

/** Every problem of an organisation's files, one a line. */
export class OrganizationError extends Error {
  public constructor(public readonly problems: readonly string[]) {
    super(["the organisation has problems:", ...problems.map((p) => `  - ${p}`)].join("\n"));
    this.name = "OrganizationError";
  }
}

/**
 * Reads and checks an organisation's folder.
 * @throws OrganizationError with every problem by file and path.
 */
export function loadOrganization(directory: string): Organization {
  const organization = readOrganization(directory);
  const problems = addressProblems(organization);
  if (problems.length > 0) {
    throw new OrganizationError(problems.map((problem) => join(directory, problem)));
  }
  return organization;
}

/**
 * Reads an organisation's folder whose address plan may have problems still.
 * @throws OrganizationError with every other problem by file and path.
 */
export function readOrganization(directory: string): Organization {
  const problems: string[] = [];
  const organization = readYaml(join(directory, "organization.yaml"), organizationSchema, problems);
  const environments = readFolder(join(directory, "environments"), environmentSchema, problems);
  const teams = readFolder(join(directory, "teams"), teamSchema, problems);
  const ledgerFile = join(directory, "addresses.json");
  const ledger = existsSync(ledgerFile)
    ? (readYaml(ledgerFile, ledgerSchema, problems) ?? emptyLedger)
    : emptyLedger;
  if (organization !== undefined) {
    const whole = { ...organization, environments, teams, ledger };
    problems.push(...crossProblems(whole).map((problem) => join(directory, problem)));
  }
  if (organization === undefined || problems.length > 0) {
    throw new OrganizationError(problems);
  }
  return { ...organization, environments, teams, ledger };
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
