import type { Bag } from "../../../cloud/store";
import { isBag } from "../../../cloud/values";

/**
 * `stringData` is write-only, and a key removed from it stays on the server. So this sends and reads
 * it as `data`. https://kubernetes.io/docs/concepts/configuration/secret/
 */
export function withoutStringData(inputs: Bag): Bag {
  const { stringData, data, ...rest } = inputs;
  if (!isBag(stringData)) {
    return inputs;
  }
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value), "utf8").toString("base64"),
  ]);
  return { ...rest, data: { ...(isBag(data) ? data : {}), ...Object.fromEntries(encoded) } };
}

/** A server's object with the declared keys of `stringData` there and not in `data`. */
export function withStringData(object: Bag, declared: Bag): Bag {
  const { stringData } = declared;
  const { data, ...rest } = object;
  if (!isBag(stringData) || !isBag(data)) {
    return object;
  }
  const moved = Object.entries(data).filter(([key]) => Object.hasOwn(stringData, key));
  const kept = Object.entries(data).filter(([key]) => !Object.hasOwn(stringData, key));
  return {
    ...rest,
    ...(kept.length > 0 ? { data: Object.fromEntries(kept) } : {}),
    stringData: Object.fromEntries(
      moved.map(([key, value]) => [key, Buffer.from(String(value), "base64").toString("utf8")]),
    ),
  };
}
