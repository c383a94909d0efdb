/** A value that is computed when it is first asked for, and once. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A record whose values are each computed when they are first asked for, and once. */
export function lazily<T>(
  keys: readonly string[],
  make: (key: string) => T,
): Readonly<Record<string, T>> {
  const record: Record<string, T> = {};
  for (const key of keys) {
    Object.defineProperty(record, key, { enumerable: true, get: once(() => make(key)) });
  }
  return record;
}

/** A function of an object that computes its answer once for each; the object must never change. */
export function oncePer<A extends object, T>(make: (of: A) => T): (of: A) => T {
  const made = new WeakMap<A, { readonly value: T }>();
  return (of) => {
    const known = made.get(of) ?? { value: make(of) };
    made.set(of, known);
    return known.value;
  };
}
