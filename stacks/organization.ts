import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { closest, distance } from "fastest-levenshtein";
import { parseDocument } from "yaml";
import { z } from "zod";

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, "2 to 31 of a-z, 0-9 and dash, starting with a letter");
const cidr = z.string().regex(/^\d+\.\d+\.\d+\.\d+\/\d+$/, "an IPv4 range such as 10.0.0.0/16");

/** `organization.yaml`: what holds for the whole company. */
export const organizationSchema = z.strictObject({
  name: slug,
  domain: z
    .string()
    .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "a domain name such as platform.example.com"),
  accounts: z.record(slug, z.string().regex(/^\d{12}$/, "an AWS account id, 12 digits in quotes")),
});

/** `environments/<name>.yaml`: one environment. */
export const environmentSchema = z.strictObject({
  account: slug,
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region such as eu-west-1"),
  network: z.strictObject({
    cidr,
    podCidr: cidr.optional(),
    zones: z.array(z.string()).min(1),
    nat: z.enum(["none", "one", "per-zone"]).optional(),
  }),
});

export type Environment = z.infer<typeof environmentSchema>;
export type Organization = z.infer<typeof organizationSchema> & {
  readonly environments: Readonly<Record<string, Environment>>;
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
  const environments: Record<string, Environment> = {};
  const folder = join(directory, "environments");
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((f) => f.endsWith(".yaml"))
        .sort()
    : [];
  for (const file of files) {
    const environment = readYaml(join(folder, file), environmentSchema, problems);
    if (environment === undefined) {
      continue;
    }
    environments[basename(file, ".yaml")] = environment;
    if (organization !== undefined && !(environment.account in organization.accounts)) {
      const known = Object.keys(organization.accounts).join(", ");
      problems.push(
        `${join(folder, file)}: account: want one of ${known}, got "${environment.account}"`,
      );
    }
  }
  if (files.length === 0) {
    problems.push(`${folder}: want at least one environment, such as dev.yaml, got none`);
  }
  if (organization === undefined || problems.length > 0) {
    throw new OrganizationError(problems);
  }
  return { ...organization, environments };
}

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
    problems.push(
      ...document.errors.map((e) => `${path}: want YAML, ${e.message.split("\n")[0] ?? ""}`),
    );
    return undefined;
  }
  const data: unknown = document.toJS();
  const parsed = schema.safeParse(data);
  if (parsed.success) {
    return parsed.data;
  }
  for (const issue of parsed.error.issues) {
    problems.push(describe(path, issue, data));
  }
  return undefined;
}

function describe(path: string, issue: z.core.$ZodIssue, data: unknown): string {
  const at = issue.path.map(String).join(".") || "(file)";
  if (issue.code === "unrecognized_keys") {
    return `${path}: ${at}: want no key ${issue.keys.map(withSuggestion).join(", ")}`;
  }
  const given = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    data,
  );
  const want = issue.message.replace(/^Invalid input: expected (\w+), received .*$/, "a $1");
  return `${path}: ${at}: want ${want}, got ${JSON.stringify(given) ?? "nothing"}`;
}

const knownKeys = [
  ...Object.keys(organizationSchema.shape),
  ...Object.keys(environmentSchema.shape),
  ...Object.keys(environmentSchema.shape.network.shape),
];

function withSuggestion(key: string): string {
  const meant = closest(key, knownKeys);
  return distance(key, meant) <= 2 ? `"${key}"; did you mean "${meant}"?` : `"${key}"`;
}
