import type { Bag } from "../../cloud/store";

/** A path whose parts are encoded: route`realms/${realm}/groups/${id}`. */
export function route(pieces: TemplateStringsArray, ...parts: readonly unknown[]): string {
  return pieces.reduce((path, piece, index) => {
    const part = index === 0 ? "" : encodeURIComponent(String(parts[index - 1]));
    return path + part + piece;
  }, "");
}

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
