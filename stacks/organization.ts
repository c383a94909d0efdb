import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { closest, distance } from "fastest-levenshtein";
import { parseDocument } from "yaml";
import { z } from "zod";

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, "2 to 31 of a-z, 0-9 and dash, starting with a letter");
const cidr = z.string().regex(/^\d+\.\d+\.\d+\.\d+\/\d+$/, "an IPv4 range such as 10.0.0.0/16");
const https = z.string().regex(/^https:\/\/[^\s/*]+$/, "an https address without a path");
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region such as eu-west-1");
const server = z.strictObject({ url: https.describe("Address of the server.") });

/** `organization.yaml`: what holds for the whole company. */
export const organizationSchema = z.strictObject({
  name: slug.describe("Company slug; part of bucket names."),
  domain: z
    .string()
    .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "a domain name such as platform.example.com")
    .describe("Domain of the platform."),
  contact: z
    .string()
    .regex(/^[^@\s]+@[^@\s]+$/, "a mail address")
    .describe("Mail address of the platform team; certificate authorities write to it."),
  accounts: z
    .record(slug, z.string().regex(/^\d{12}$/, "an AWS account id, 12 digits in quotes"))
    .describe("AWS accounts by name."),
  home: z
    .strictObject({ account: slug, region })
    .describe("Account and region of what the whole organisation shares: DNS root and registry."),
  github: z.strictObject({ owner: z.string().describe("GitHub organisation.") }),
  identity: server
    .extend({ realm: slug.describe("Realm that the platform makes on the server.") })
    .describe("The Keycloak server."),
  secrets: server.describe("The OpenBao or Vault server."),
});

/** `environments/<name>.yaml`: one environment. */
export const environmentSchema = z.strictObject({
  account: slug.describe("Name of one of the organisation's accounts."),
  region,
  network: z.strictObject({
    cidr,
    podCidr: cidr.optional(),
    zones: z.array(z.string()).min(2, "two availability zones at least"),
    nat: z.enum(["none", "one", "per-zone"], "none, one or per-zone").optional(),
  }),
  cluster: z.strictObject({
    version: z.string().regex(/^1\.\d+$/, 'a Kubernetes minor in quotes such as "1.34"'),
    instanceTypes: z.array(z.string()).min(1).optional(),
    nodesByZone: z.strictObject({ min: z.int(), max: z.int() }).optional(),
  }),
});

/** `teams/<name>.yaml`: one team; everything of it follows from this file. */
export const teamSchema = z.strictObject({
  environments: z.array(slug).min(1, "one environment at least"),
  repositories: z.array(slug).min(1, "one repository at least"),
  route: z
    .strictObject({ service: slug, port: z.int().min(1).max(65535).optional() })
    .describe("Service of the team's namespace that answers at its host."),
  quota: z.strictObject({ cpu: z.string(), memory: z.string() }).optional(),
});

export type Environment = z.infer<typeof environmentSchema>;
export type TeamDeclaration = z.infer<typeof teamSchema>;
export type Organization = z.infer<typeof organizationSchema> & {
  readonly environments: Readonly<Record<string, Environment>>;
  readonly teams: Readonly<Record<string, TeamDeclaration>>;
};

/** Every problem of an organisation's files, one a line. */
export class OrganizationError extends Error {
  public constructor(problems: readonly string[]) {
    super(["the organisation has problems:", ...problems.map((p) => `  - ${p}`)].join("\n"));
    this.name = "OrganizationError";
  }
}

/**
 * Reads and checks an organisation's folder.
 * @throws OrganizationError with every problem by file and path.
 */
export function loadOrganization(directory: string): Organization {
  const problems: string[] = [];
  const organization = readYaml(join(directory, "organization.yaml"), organizationSchema, problems);
  const environments = readFolder(join(directory, "environments"), environmentSchema, problems);
  const teams = readFolder(join(directory, "teams"), teamSchema, problems);
  if (organization !== undefined) {
    problems.push(...crossProblems({ ...organization, environments, teams }, directory));
  }
  if (organization === undefined || problems.length > 0) {
    throw new OrganizationError(problems);
  }
  return { ...organization, environments, teams };
}

/** Names that one file uses and another should declare, and names that two teams take. */
function crossProblems(organization: Organization, directory: string): string[] {
  const { accounts, environments, teams, home } = organization;
  const problems: string[] = [];
  const oneOf = (file: string, path: string, known: object, given: string) => {
    if (!Object.hasOwn(known, given)) {
      const names = Object.keys(known).join(", ");
      problems.push(`${join(directory, file)}: ${path}: want one of ${names}, got "${given}"`);
    }
  };
  oneOf("organization.yaml", "home.account", accounts, home.account);
  const owners = new Map<string, string>();
  for (const [name, { account }] of Object.entries(environments)) {
    oneOf(`environments/${name}.yaml`, "account", accounts, account);
  }
  for (const [team, declared] of Object.entries(teams)) {
    const file = `teams/${team}.yaml`;
    declared.environments.forEach((name, index) => {
      oneOf(file, `environments.${index}`, environments, name);
    });
    declared.repositories.forEach((name, index) => {
      const owner = owners.get(name);
      if (owner !== undefined) {
        const at = `${join(directory, file)}: repositories.${index}`;
        problems.push(`${at}: want a repository of its own, "${name}" is of team ${owner}`);
      }
      owners.set(name, team);
    });
  }
  return problems;
}

function readFolder<S extends z.ZodType>(
  folder: string,
  schema: S,
  problems: string[],
): Record<string, z.output<S>> {
  const files = existsSync(folder) ? readdirSync(folder).filter((f) => f.endsWith(".yaml")) : [];
  const read: Record<string, z.output<S>> = {};
  for (const file of files.sort()) {
    const name = basename(file, ".yaml");
    const data = readYaml(join(folder, file), schema, problems);
    if (!slug.safeParse(name).success) {
      problems.push(`${join(folder, file)}: (name): want ${String(slugWanted)}, got "${name}"`);
    } else if (data !== undefined) {
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

const slugWanted = "2 to 31 of a-z, 0-9 and dash, starting with a letter";

function readYaml<S extends z.ZodType>(
  path: string,
  schema: S,
  problems: string[],
): z.output<S> | undefined {
  if (!existsSync(path)) {
    problems.push(`${path}: want this file, got none`);
    return undefined;
  }
  const document = parseDocument(readFileSync(path, "utf8"));
  if (document.errors.length > 0) {
    const why = document.errors.map((e) => e.message.split("\n")[0] ?? "");
    problems.push(...why.map((text) => `${path}: want YAML, ${text}`));
    return undefined;
  }
  const data: unknown = document.toJS();
  const parsed = schema.safeParse(data);
  if (parsed.success) {
    return parsed.data;
  }
  problems.push(
    ...parsed.error.issues.map((issue) => `${path}: ${described(issue, data, schema)}`),
  );
  return undefined;
}

function described(issue: z.core.$ZodIssue, data: unknown, schema: z.ZodType): string {
  const at = issue.path.map(String).join(".") || "(file)";
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path);
    return `${at}: want no key ${issue.keys.map((key) => withSuggestion(key, known)).join(", ")}`;
  }
  const given = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    data,
  );
  const want = issue.message.replace(/^Invalid input: expected (\w+), received .*$/, "a $1");
  return `${at}: want ${want}, got ${JSON.stringify(given) ?? "nothing"}`;
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  if (!(inner instanceof z.ZodObject)) {
    return [];
  }
  const [first, ...rest] = path;
  const shape = inner.shape as Record<PropertyKey, z.ZodType>;
  const next = first === undefined ? undefined : shape[first];
  return next === undefined ? Object.keys(shape) : keysAt(next, rest);
}

function withSuggestion(key: string, known: readonly string[]): string {
  const meant = known.length === 0 ? undefined : closest(key, known);
  return meant !== undefined && distance(key, meant) <= 2
    ? `"${key}"; did you mean "${meant}"?`
    : `"${key}"`;
}
