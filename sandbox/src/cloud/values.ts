import type { Bag } from "./store";

/** Placeholder for a value that a preview does not know yet (the SDK's sentinel). */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Marks an object of the protocol as a special value; https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

type Path = readonly string[];

/** Plain properties, and which of them were secret. */
export interface Unwrapped {
  readonly plain: Bag;
  readonly secrets: readonly Path[];
}

/** Takes the secret marks off, and remembers where they were. */
export function unwrapSecrets(properties: Bag): Unwrapped {
  const secrets: Path[] = [];
  const visit = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) {
      return value.map((item, index) => visit(item, [...path, String(index)]));
    }
    if (!isBag(value)) {
      return value;
    }
    if (value[signatureKey] === secretSignature) {
      secrets.push(path);
      return visit(value["value"], path);
    }
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, visit(v, [...path, k])]));
  };
  return { plain: visit(properties, []) as Bag, secrets };
}

/** Puts the marks back on; `change` maps each secret value. */
export function wrapSecrets(
  properties: Bag,
  secrets: readonly Path[],
  change: (value: unknown) => unknown = (value) => ({ [signatureKey]: secretSignature, value }),
): Bag {
  const marked = new Set(secrets.map((path) => path.join("\u0000")));
  const visit = (value: unknown, path: Path): unknown => {
    const inner = Array.isArray(value)
      ? value.map((item, index) => visit(item, [...path, String(index)]))
      : isBag(value)
        ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, visit(v, [...path, k])]))
        : value;
    return marked.has(path.join("\u0000")) ? change(inner) : inner;
  };
  return visit(properties, []) as Bag;
}

/** The value at a dotted path, or nothing. */
export function at(properties: Bag, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (isBag(value) ? value[key] : undefined), properties);
}

/** A copy with the value at a dotted path set. */
export function withValue(properties: Bag, path: string, value: unknown): Bag {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    return { ...properties, [key]: value };
  }
  const inner = properties[key];
  return { ...properties, [key]: withValue(isBag(inner) ? inner : {}, rest.join("."), value) };
}

/** The same without empty values at any depth, so that an omitted value has one form. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutEmpty);
  }
  if (!isBag(value)) {
    return value;
  }
  const kept = Object.entries(value).filter(
    ([key, v]) => v !== undefined && v !== null && !key.startsWith("__"),
  );
  return Object.fromEntries(kept.map(([key, v]) => [key, withoutEmpty(v)]));
}

export function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
