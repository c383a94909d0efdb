import { isDeepStrictEqual } from "node:util";

import { isBag } from "../../../cloud/values";

/** How a value of a program's property is written in an API, and back. */
export interface Codec {
  readonly write: (value: unknown) => unknown;
  readonly read: (value: unknown) => unknown;
  /** Whether two values of the API mean the same. */
  readonly same: (a: unknown, b: unknown) => boolean;
}

/** A property of a kind, and where the API has it. */
export interface Field extends Codec {
  readonly at: readonly string[];
  /** Value of the property when a program does not give it; nothing means that the server chooses. */
  readonly initial?: unknown;
  /**
   * Whether the provider brings `initial` back when a program drops the property, and shows as drift
   * what differs. Otherwise it keeps what the server has ("computed").
   */
  readonly restored: boolean;
  /** The API never shows it, so no change of it is seen. */
  readonly hidden?: boolean;
}

/** A property that is an object, which the server has or has not. */
export interface Section {
  /** Whether the server has it. Without this the section is there when a program says so. */
  readonly present?: (body: Readonly<Record<string, unknown>>) => boolean;
  /** What the API is told first. */
  readonly write?: (declared: boolean) => Readonly<Record<string, unknown>>;
  /** Whether its fields get their initial values when a program does not give the section. */
  readonly filled: boolean;
}

/** A map of which only the keys that a program gives are the program's. */
export interface Extra {
  readonly extra: readonly string[];
  /** How the API is told that a key is dropped: by leaving it out, or by an empty value. */
  readonly dropped: "left out" | "blank";
}

/** All that a kind's table maps, by the property's dotted path. Sections come before their fields. */
export type Fields = Readonly<Record<string, Field | Section | Extra>>;

export const isExtra = (entry: Field | Section | Extra): entry is Extra => "extra" in entry;
export const isField = (entry: Field | Section | Extra): entry is Field => "at" in entry;

/** Values that mean "not given" where the other side has nothing. */
const nothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  value === false ||
  value === "false" ||
  (Array.isArray(value) && value.length === 0) ||
  (isBag(value) && Object.keys(value).length === 0);

const absent = (value: unknown): boolean => value === undefined || value === null;

function equal(a: unknown, b: unknown): boolean {
  return absent(a) || absent(b) ? nothing(a) && nothing(b) : isDeepStrictEqual(a, b);
}

const plain: Codec = { write: (value) => value, read: (value) => value, same: equal };

const field =
  (codec: Codec) =>
  (at: string, initial?: unknown): Field => ({
    at: at.split("/"),
    restored: true,
    initial,
    ...codec,
  });

/** Text; a slash in `at` separates keys. */
export const text = (at: string, initial = ""): Field => field(plain)(at, initial);
export const flag = (at: string, initial = false): Field => field(plain)(at, initial);
export const whole = (at: string, initial?: number): Field => field(plain)(at, initial);
/** A list whose order counts. */
export const list = (at: string): Field => field(plain)(at, []);
/** A list whose order does not count. */
export const set = (at: string): Field => field(unordered)(at, []);

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? (value as unknown[]).map((item) => JSON.stringify(item)).sort() : value;

export const unordered: Codec = { ...plain, same: (a, b) => equal(sorted(a), sorted(b)) };

/** A flag that the API has as text. */
export const flagText = (at: string, initial = false): Field =>
  field({ ...plain, write: String, read: (value) => value === true || value === "true" })(
    at,
    initial,
  );

/** A number that the API has as text, empty when there is none. */
export const wholeText = (at: string): Field =>
  field({ ...plain, write: String, read: Number })(at, "");

/** A map of texts, given whole. */
export const map = (at: string): Field => field(plain)(at, {});

/** A list that the API has as one text. */
export const joined = (at: string, separator: string): Field => {
  const parts = (value: unknown) =>
    typeof value === "string" && value !== "" ? value.split(separator) : [];
  return field({
    write: (value) => (value as readonly string[]).join(separator),
    read: parts,
    same: (a, b) => unordered.same(parts(a), parts(b)),
  })(at, []);
};

/** A word that the API has another word for. */
export const renamed = (
  at: string,
  words: Readonly<Record<string, string>>,
  initial: string,
): Field => {
  const back = Object.fromEntries(Object.entries(words).map(([ours, theirs]) => [theirs, ours]));
  const swap = (by: Readonly<Record<string, string>>) => (value: unknown) =>
    by[String(value)] ?? value;
  return field({ ...plain, write: swap(words), read: swap(back) })(at, initial);
};

/** A field that the provider leaves to the server when a program drops it. */
export const computed = (inner: Field, initial?: unknown): Field => ({
  ...inner,
  restored: false,
  initial,
});

/** A field that the API never shows. */
export const hidden = (inner: Field): Field => ({ ...inner, hidden: true });

/** A secret that the API shows as stars. */
export const starred = (inner: Field): Field => ({
  ...inner,
  same: (a, b) => b === "**********" || inner.same(a, b),
});
