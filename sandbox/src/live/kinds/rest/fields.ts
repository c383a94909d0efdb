import { isDeepStrictEqual } from "node:util";

import { isBag } from "../../../cloud/values";

/** Converts the value of a program's property to the API's form, and back. */
export interface Codec {
  readonly write: (value: unknown) => unknown;
  readonly read: (value: unknown) => unknown;
  /** Whether two values of the API mean the same. */
  readonly same: (a: unknown, b: unknown) => boolean;
}

/** A property of a kind, and its path in the API. */
export interface Field extends Codec {
  readonly at: readonly string[];
  /** Value of the property if a program omits it; nothing means that the server chooses. */
  readonly initial?: unknown;
  /**
   * Whether the provider restores `initial` when a program drops the property, and shows other values
   * as drift. Otherwise it keeps the server's value ("computed").
   */
  readonly restored: boolean;
  /** The API never shows it, so no change of it is seen. */
  readonly hidden?: boolean;
}

/** A property that is an object, which can be missing on the server. */
export interface Section {
  /** Whether the server has it. If omitted, the section exists when a program declares it. */
  readonly present?: (body: Readonly<Record<string, unknown>>) => boolean;
  /** Values to send, before those of its fields. */
  readonly write?: (declared: boolean) => Readonly<Record<string, unknown>>;
  /** Whether its fields get their initial values if a program omits the section. */
  readonly filled: boolean;
}

/** A map in which a program owns only the keys that it declares. */
export interface Extra {
  readonly extra: readonly string[];
  /** How a body drops a key: by leaving it out, or by an empty value. */
  readonly dropped: "left out" | "blank";
}

/** All that a kind's table maps, by the property's dotted path. Sections come before their fields. */
export type Fields = Readonly<Record<string, Field | Section | Extra>>;

export const isExtra = (entry: Field | Section | Extra): entry is Extra => "extra" in entry;
export const isField = (entry: Field | Section | Extra): entry is Field => "at" in entry;

/** Values that count as omitted if the other side has nothing. */
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

/** A map of texts, which a program owns whole. */
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

/** A word for which the API has another word. */
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
