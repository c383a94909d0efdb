import { globSource } from "./glob";
import type { Way } from "./walk";

/** Expressions of the Common Expression Language, as an API server has it; https://kubernetes.io/docs/reference/using-api/cel/ */

/** A text, number, flag or list of them as a literal. JSON's escapes are CEL's too. */
export const literal = (value: unknown): string => JSON.stringify(value);

/** The optional value at a way of plain keys. */
export const optional = (from: string, way: Way): string =>
  way.reduce(
    (place, key) => (/^\w+$/.test(key) ? `${place}.?${key}` : `${place}[?${literal(key)}]`),
    from,
  );

/** The list at a path; an empty one where there is none. */
export const list = (from: string, path: string): string =>
  `${optional(from, path.split("."))}.orValue([])`;

/** The text at a path; an empty one where there is none. */
export const textAt = (from: string, path: string): string =>
  `${optional(from, path.split("."))}.orValue("")`;

/** Whether every member of a list fulfils a condition on `as`. */
export const every = (items: string, as: string, condition: string): string =>
  `${items}.all(${as}, ${condition})`;

/** Whether a text fits a regular expression. Both JavaScript's and the server's RE2 have what we use. */
export const matches = (text: string, pattern: RegExp): string => {
  const flags = pattern.flags.replace(/[gu]/g, "");
  return `${text}.matches(${literal(`${flags === "" ? "" : `(?${flags})`}${pattern.source.replaceAll("\\/", "/")}`)})`;
};

/** The regular expression of a pattern in which `*` stands for any text. */
export const globPattern = (pattern: string, any?: string): RegExp =>
  new RegExp(globSource(pattern, any), "s");
