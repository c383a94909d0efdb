import { isDeepStrictEqual } from "node:util";

import type { Bag } from "../../../cloud/store";
import { isBag, withoutEmpty } from "../../../cloud/values";

/**
 * The declared inputs with the cluster's current values.
 *
 * The server itself distinguishes drift from another spelling of the same value, such as `1000m` and
 * `1`, and from values that it fills in: `desired` is the object that applying the inputs would
 * give. Where the live value equals it, the declared value is returned; else the live one.
 */
export function projected(declared: Bag, live: Bag, desired: Bag): Bag {
  const added = Object.keys(live).filter(
    (key) => !Object.hasOwn(declared, key) && !isDeepStrictEqual(live[key], desired[key]),
  );
  const entries = [...Object.keys(declared), ...added].flatMap((key): [string, unknown][] => {
    const now = live[key];
    if (isDeepStrictEqual(now, desired[key])) {
      return [[key, declared[key]]];
    }
    return now === undefined ? [] : [[key, projectedValue(declared[key], now, desired[key])]];
  });
  return Object.fromEntries(entries);
}

function projectedValue(declared: unknown, live: unknown, desired: unknown): unknown {
  if (isBag(declared) && isBag(live)) {
    return projected(declared, live, isBag(desired) ? desired : {});
  }
  if (Array.isArray(declared) && Array.isArray(live)) {
    const wanted: readonly unknown[] = Array.isArray(desired) ? desired : [];
    const key = keyOf(declared);
    const partner = (items: readonly unknown[], item: unknown, index: number): unknown =>
      key === undefined ? items[index] : items.find((other) => isSame(other, item, key));
    return live.map((item: unknown, index) => {
      const mine = partner(declared, item, index);
      const want = partner(wanted, item, index);
      const same = mine !== undefined && isDeepStrictEqual(item, want);
      return same ? mine : projectedValue(mine, item, want);
    });
  }
  return live;
}

/**
 * Keys by which the API server merges lists, the usual one first. It puts the items of other managers
 * among ours, so an index says nothing there.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
const mergeKeys = ["name", "mountPath", "devicePath", "containerPort", "port", "ip", "uid"];

/** The key that tells the declared items of a list apart; nothing if there is none. */
function keyOf(declared: readonly unknown[]): string | undefined {
  return mergeKeys.find((key) => {
    const values = declared.map((item) => (isBag(item) ? item[key] : undefined));
    return (
      values.length > 0 &&
      values.every((value) => typeof value === "string" || typeof value === "number") &&
      new Set(values).size === values.length
    );
  });
}

const isSame = (one: unknown, other: unknown, key: string) =>
  isBag(one) && isBag(other) && one[key] !== undefined && one[key] === other[key];

/** An object with the inputs laid over it: used as `desired` if the server refuses the dry run. */
export function overlaid(live: unknown, inputs: unknown): unknown {
  if (isBag(live) && isBag(inputs)) {
    const over = Object.entries(inputs).map(([key, value]) => [key, overlaid(live[key], value)]);
    return { ...live, ...Object.fromEntries(over) };
  }
  if (Array.isArray(live) && Array.isArray(inputs) && live.length === inputs.length) {
    return live.map((item, index) => overlaid(item, inputs[index]));
  }
  return inputs;
}

/** Metadata that only the server writes or that changes by itself. */
const bookkeeping = ["managedFields", "resourceVersion", "generation", "selfLink"];
const written = [...bookkeeping, "uid", "creationTimestamp", "ownerReferences", "finalizers"];

/** An object without the fields that change by themselves. */
export function settled(object: Bag): Bag {
  return without(object, bookkeeping);
}

/** The inputs of an imported object: the fields that a person could have declared. */
export function declarable(object: Bag): Bag {
  return without(object, written);
}

function without(object: Bag, keys: readonly string[]): Bag {
  const { metadata, ...rest } = object;
  const own = Object.entries(isBag(metadata) ? metadata : {});
  const kept = Object.fromEntries(own.filter(([key]) => !keys.includes(key)));
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => key !== "status")),
    metadata: kept,
  };
}

/** The applied object: the inputs in the API's form. */
export function applied(inputs: Bag, apiVersion: string, kind: string): Bag {
  const own = Object.entries(withoutEmpty(inputs) as Bag).filter(([key]) => key !== "status");
  return { ...Object.fromEntries(own), apiVersion, kind };
}
