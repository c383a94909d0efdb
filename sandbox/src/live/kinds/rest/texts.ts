import type { Bag } from "../../../cloud/store";

/** The text of an input, or nothing. */
export function textOf(inputs: Bag, property: string): string | undefined {
  const value = inputs[property];
  return typeof value === "string" ? value : undefined;
}

/** The texts of an input that is a list. */
export function textsOf(inputs: Bag, property: string): readonly string[] {
  const value = inputs[property];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The value as text; nothing is empty. */
export function asText(value: unknown): string {
  return typeof value === "string"
    ? value
    : value === undefined || value === null
      ? ""
      : `${JSON.stringify(value)}`;
}
