import { z } from "zod";

import type { FileProblem, IssueKind } from "./problems";
import { meant, suggestion } from "./suggestion";

/** What is wrong with a file's data, by path: what was wanted, and what was given. */
export function problemsOf(schema: z.ZodType, data: unknown): FileProblem[] {
  const issues = schema.safeParse(data, { error: boundText }).error?.issues ?? [];
  const misnamed = new Set(
    issues.flatMap(({ code, path }) => (code === "invalid_key" ? [path.at(-1)] : [])),
  );
  // Who refers to a key that is told has its fault too.
  const isFollower = ({ code, path }: z.core.$ZodIssue) => {
    const given = at(data, path);
    return code === "invalid_format" && typeof given === "string" && misnamed.has(given);
  };
  return issues
    .filter((issue) => !isFollower(issue))
    .map((issue) => described(issue, data, schema));
}

/** The sentence for a bound of a schema that has none of its own; zod asks here only then. */
function boundText(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === "too_big"
    ? `${String(issue.maximum)} at the most`
    : issue.code === "too_small"
      ? `${String(issue.minimum)} at the least`
      : undefined;
}

/** What is wrong with a text that no parser takes, one for each of the parser's faults. */
export const syntaxProblems = (want: string, faults: readonly string[]): FileProblem[] =>
  faults.map((found) => ({ kind: "syntax", path: whole, want, found }));

/** The place of what is wrong with a file as a whole. */
const whole = "(file)";

/** The value at a path of data. */
const at = (data: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    data,
  );

function described(issue: z.core.$ZodIssue, data: unknown, schema: z.ZodType): FileProblem {
  const path = issue.path.map(String).join(".") || whole;
  const given = at(data, issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path, data);
    const keys = issue.keys.map((key) => withSuggestion(key, known)).join(", ");
    return { kind: "unknown-key", path, want: `no key ${keys}` };
  }
  if (issue.code === "invalid_key") {
    const [reason] = issue.issues;
    const want = `a name of ${reason?.message ?? "text"}`;
    return { kind: "malformed", path, want, got: issue.path.at(-1) };
  }
  const got = given ?? undefined;
  const near = nearest(issue, given);
  return {
    kind: got === undefined ? "missing" : (kinds[issue.code] ?? "malformed"),
    path,
    want: wanted(issue, given),
    ...(got === undefined ? { found: "nothing" } : { got }),
    ...(near === undefined ? {} : { fix: near }),
  };
}

/** Asks for the known name that a given one is nearly equal to. */
function nearest(issue: z.core.$ZodIssue, given: unknown): string | undefined {
  const known = issue.code === "custom" ? (issue.params?.["known"] as unknown) : undefined;
  return Array.isArray(known) && typeof given === "string"
    ? meant(given, known as string[])
    : undefined;
}

const kinds: Readonly<Partial<Record<z.core.$ZodIssue["code"], IssueKind>>> = {
  invalid_union: "choice",
  invalid_value: "choice",
  too_big: "bounds",
  too_small: "bounds",
};

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
  boolean: "true or false",
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
  const isBare = issue.expected === "string" && typeof given === "number";
  const isQuoted =
    typeof given === "string" && (unquoted[issue.expected] ?? /^(?!)/).test(given.trim());
  return isBare ? `${want} in quotes` : isQuoted ? `${want} without quotes` : want;
}

/** Texts that would be of a type if they had no quotes. */
const unquoted: Readonly<Record<string, RegExp>> = {
  number: /^[-+]?\d+(\.\d+)?$/,
  int: /^[-+]?\d+$/,
  boolean: /^(true|false)$/,
};

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
