import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";

/** What is wrong with a file's data, by path: what was wanted, and what was given. */
export function problemsOf(schema: z.ZodType, data: unknown): string[] {
  const issues = schema.safeParse(data).error?.issues ?? [];
  return issues.map((issue) => described(issue, data, schema));
}

function described(issue: z.core.$ZodIssue, data: unknown, schema: z.ZodType): string {
  const at = issue.path.map(String).join(".") || "(file)";
  const given = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    data,
  );
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path, data);
    return `${at}: want no key ${issue.keys.map((key) => withSuggestion(key, known)).join(", ")}`;
  }
  if (issue.code === "invalid_key") {
    const [reason] = issue.issues;
    return `${at}: want a name of ${reason?.message ?? "text"}, got ${shown(issue.path.at(-1))}`;
  }
  return `${at}: want ${wanted(issue, given)}, got ${shown(given)}`;
}

/** What zod says of a union beyond its type: the key that tells the members apart, and its values. */
interface Discriminated {
  readonly discriminator?: string;
  readonly options?: readonly unknown[];
}

const names: Readonly<Record<string, string>> = {
  record: "a map",
  object: "a map",
  array: "a list",
  string: "a text",
  int: "a whole number",
  number: "a number",
};

function wanted(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === "invalid_union") {
    const { discriminator = "one", options = [] } = issue as Discriminated;
    const known = options.filter((option) => typeof option === "string");
    return `${discriminator} ${known.map((option) => JSON.stringify(option)).join(" or ")}`;
  }
  if (issue.code === "invalid_value") {
    return `one of ${issue.values.join(", ")}`;
  }
  if (issue.code !== "invalid_type") {
    return issue.message;
  }
  const want = names[issue.expected] ?? issue.expected;
  return issue.expected === "string" && typeof given === "number" ? `${want} in quotes` : want;
}

const shown = (value: unknown) => JSON.stringify(value ?? undefined) ?? "nothing";

/** The keys that a schema knows at a path, by the mode that the data has chosen. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[], data: unknown): string[] {
  const shape = objectOf(schema, data)?.shape;
  const [first, ...rest] = path.map(String);
  if (shape === undefined || first === undefined) {
    return Object.keys(shape ?? {});
  }
  const next = shape[first] as z.ZodType | undefined;
  const value = (data as Record<string, unknown> | undefined)?.[first];
  return next === undefined ? [] : keysAt(next, rest, value);
}

function objectOf(schema: z.ZodType, data: unknown): z.ZodObject | undefined {
  if (schema instanceof z.ZodOptional) {
    return objectOf(schema.unwrap() as z.ZodType, data);
  }
  if (schema instanceof z.ZodUnion) {
    const { mode } = data as { mode?: unknown };
    const options = schema.options as z.ZodType[];
    return options
      .map((option) => objectOf(option, data))
      .find((option) => (option?.shape["mode"] as z.ZodType).safeParse(mode).success);
  }
  return schema instanceof z.ZodObject ? schema : undefined;
}

const withSuggestion = (key: string, known: readonly string[]) =>
  `"${key}"${suggestion(key, known)}`;

/** The known name that a wrong one is nearly equal to, as the end of a message; empty if none is. */
export function suggestion(name: string, known: readonly string[]): string {
  const meant = known.length === 0 ? undefined : closest(name, known);
  return meant !== undefined && distance(name, meant) <= 2 ? `; did you mean "${meant}"?` : "";
}
