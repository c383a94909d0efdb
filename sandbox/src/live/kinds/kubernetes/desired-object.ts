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
    return live.map((item: unknown, index) => {
      const mine: unknown = declared[index];
      const same = index < declared.length && isDeepStrictEqual(item, wanted[index]);
      return same ? mine : projectedValue(mine, item, wanted[index]);
    });
  }
  return live;
}

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
