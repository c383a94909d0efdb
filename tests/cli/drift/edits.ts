import type { Declaration, Properties, Shape } from "../../../sandbox/src/cloud/declarations";
import type { Bag } from "../../../sandbox/src/cloud/store";
import { isBag } from "../../../sandbox/src/cloud/values";

/** Steps to a value in an object. */
export type Way = readonly (string | number)[];

/** One change of a live object by hand. */
export interface Edit {
  readonly way: Way;
  readonly what: string;
  readonly make: (live: Bag) => Bag;
}

/** Way of each list, without the objects that a server alone writes. */
export function listsIn(value: unknown, way: Way = []): Way[] {
  if (Array.isArray(value)) {
    return [way, ...value.flatMap((item, at) => listsIn(item, [...way, at]))];
  }
  return isBag(value)
    ? Object.entries(value).flatMap(([key, own]) => listsIn(own, [...way, key]))
    : [];
}

/** Such as `spec.egress[].to`. */
export const patternOf = (way: Way) =>
  way
    .map((step) => (typeof step === "number" ? "[]" : `.${step}`))
    .join("")
    .slice(1);

/** Such as `spec.egress[0].to`. */
export const pathOf = (way: Way) =>
  way
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .slice(1);

export const valueAt = (value: unknown, way: Way): unknown =>
  way.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | undefined)?.[step],
    value,
  );

/** The object with another value at a way; it removes the value if that is undefined. */
export function withAt(object: Bag, way: Way, value: unknown): Bag {
  const copy = structuredClone(object);
  const last = way.at(-1) ?? "";
  const holder = valueAt(copy, way.slice(0, -1)) as Record<string | number, unknown>;
  if (value !== undefined) {
    holder[last] = value;
  } else if (Array.isArray(holder)) {
    holder.splice(Number(last), 1);
  } else {
    delete holder[last];
  }
  return copy;
}

/** An item that nobody declares, of the kind of the others. */
export function foreignItem(list: readonly unknown[]): unknown {
  const [first] = list;
  return typeof first === "string" ? "by-hand" : { name: "by-hand", byHand: "true" };
}

/** What makes another object if it changes. */
const fixed = ["apiVersion", "kind", "metadata", "metadata.name"];

/**
 * Every change of one field of an object: each declared value set to another, and removed; each list with an item more,
 * in front and behind; each field that the SDK declares and the object leaves out.
 */
export function everyEdit(inputs: Bag, declaration: Declaration): Edit[] {
  const edit = (way: Way, what: string, value: unknown): Edit => ({
    way,
    what: `${what} ${pathOf(way)}`,
    make: (live) => withAt(live, way, value),
  });
  const declared = waysIn(inputs).flatMap((way) => {
    const value = valueAt(inputs, way);
    const list = Array.isArray(value) ? (value as unknown[]) : [];
    return [
      ...(isBag(value) || Array.isArray(value) ? [] : [edit(way, "changed", other(value))]),
      edit(way, "removed", undefined),
      ...(Array.isArray(value)
        ? [
            edit([...way, list.length], "appended", foreignItem(list)),
            {
              way: [...way, 0],
              what: `put before ${pathOf(way)}`,
              make: (live: Bag) => withAt(live, way, [foreignItem(list), ...list]),
            },
            ...(list.length > 0 ? [edit(way, "replaced", [foreignItem(list)])] : []),
          ]
        : []),
    ];
  });
  const { spec } = declaration.inputs;
  const absent =
    spec === undefined ? [] : absentFields(inputs["spec"], spec.shape, declaration, ["spec"]);
  return [...declared, ...absent.map(({ way, value }) => edit(way, "added", value))].filter(
    ({ way }) => !fixed.includes(pathOf(way)),
  );
}

const waysIn = (value: unknown, way: Way = []): Way[] => [
  ...(way.length > 0 ? [way] : []),
  ...(Array.isArray(value)
    ? value.flatMap((item, at) => waysIn(item, [...way, at]))
    : isBag(value)
      ? Object.entries(value).flatMap(([key, own]) => waysIn(own, [...way, key]))
      : []),
];

const other = (value: unknown) => (typeof value === "string" ? `${value}-by-hand` : 4711);

interface Absent {
  readonly way: Way;
  readonly value: unknown;
}

/** Each field of the declaration that a value leaves out, with a value for it, at any depth. */
function absentFields(value: unknown, shape: Shape, of: Declaration, way: Way): Absent[] {
  if (shape.is === "list" && Array.isArray(value)) {
    return value.flatMap((item, at) => absentFields(item, shape.of, of, [...way, at]));
  }
  if (shape.is !== "object" || !isBag(value)) {
    return [];
  }
  const properties: Properties = of.types[shape.name] ?? {};
  return Object.entries(properties).flatMap(([key, property]) =>
    Object.hasOwn(value, key)
      ? absentFields(value[key], property.shape, of, [...way, key])
      : samples(property.shape, of).map((sample) => ({ way: [...way, key], value: sample })),
  );
}

/** Values of a shape: of an object, one with each of its fields alone. */
function samples(shape: Shape, of: Declaration): unknown[] {
  switch (shape.is) {
    case "list":
      return samples(shape.of, of).map((one) => [one]);
    case "map":
      return samples(shape.of, of).map((one) => ({ "by-hand": one }));
    case "object":
      return Object.entries(of.types[shape.name] ?? {}).flatMap(([key, property]) =>
        samples(property.shape, of).map((one) => ({ [key]: one })),
      );
    case "number":
      return [1];
    case "boolean":
      return [true];
    default:
      return ["by-hand"];
  }
}
