/** An object of JSON. */
export type Bag = Readonly<Record<string, unknown>>;

export const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Pairs the items of a live list with the declared ones, whatever their order: an equal item first, then
 * one that only has more fields, then the item of the same name. An item of another name is another item;
 * of the items without a name, the rest pair in order.
 * @returns the declared item by the index of the live one.
 */
export function pairsOf(
  declared: readonly unknown[],
  live: readonly unknown[],
): ReadonlyMap<number, unknown> {
  const pairs = new Map<number, unknown>();
  const left = new Set(declared.keys());
  const pair = (index: number, of: number | undefined) => {
    if (of !== undefined) {
      pairs.set(index, declared[of]);
      left.delete(of);
    }
  };
  const equal = new Map<string, number[]>();
  declared.forEach((item, of) => {
    const text = JSON.stringify(item);
    equal.set(text, [...(equal.get(text) ?? []), of]);
  });
  live.forEach((item, index) => {
    pair(index, equal.get(JSON.stringify(item))?.shift());
  });
  for (const fits of [covers, isSameName, mayBeSame]) {
    live.forEach((item, index) => {
      if (!pairs.has(index)) {
        pair(
          index,
          firstOf(left, (of) => fits(declared[of], item)),
        );
      }
    });
  }
  return pairs;
}

function firstOf(all: Iterable<number>, fits: (one: number) => boolean): number | undefined {
  for (const one of all) {
    if (fits(one)) {
      return one;
    }
  }
  return undefined;
}

/** Whether a live value has everything that is declared of it, and perhaps more. */
function covers(declared: unknown, live: unknown): boolean {
  if (declared === undefined || declared === null) {
    return true;
  }
  if (Array.isArray(declared)) {
    return (
      Array.isArray(live) && declared.every((item) => live.some((other) => covers(item, other)))
    );
  }
  if (!isBag(declared)) {
    return declared === live;
  }
  return (
    isBag(live) &&
    Object.entries(declared).every(([key, value]) =>
      covers(value, Object.hasOwn(live, key) ? live[key] : undefined),
    )
  );
}

const nameOf = (item: unknown) =>
  isBag(item) && Object.hasOwn(item, "name") ? item["name"] : undefined;

const isSameName = (declared: unknown, live: unknown) =>
  nameOf(declared) !== undefined && nameOf(declared) === nameOf(live);

const mayBeSame = (declared: unknown, live: unknown) =>
  isBag(declared) === isBag(live) &&
  Array.isArray(declared) === Array.isArray(live) &&
  (nameOf(declared) === undefined || nameOf(live) === undefined);
