import { Address4, Address6 } from "ip-address";

export interface Range {
  readonly family: 4 | 6;
  readonly start: bigint;
  readonly end: bigint;
}

/** The addresses of a network, or one address; undefined if the text is neither. */
export function range(text: string): Range | undefined {
  const family = text.includes(":") ? 6 : 4;
  const type = family === 6 ? Address6 : Address4;
  if (!type.isValid(text)) {
    return undefined;
  }
  const address = new type(text);
  const [start, end] = [address.startAddress().bigInt(), address.endAddress().bigInt()];
  return { family, start, end };
}

export const inside = (inner: Range, outer: Range) =>
  inner.family === outer.family && inner.start >= outer.start && inner.end <= outer.end;

/** Of two networks that have an address in common, one lies in the other. */
export const overlap = (a: Range, b: Range) => inside(a, b) || inside(b, a);

/** Networks wider than any single owner's: /0, and the halves and eighths that add up to it. */
const widest = { 4: 1n << 24n, 6: 1n << 112n } as const;
/** Unique local addresses, not routed (RFC 4193). */
const local = range("fc00::/7");

/** Whether a network covers so much that it means everyone. */
export function isWorld(text: string): boolean {
  const network = range(text);
  if (network === undefined || (local && inside(network, local))) {
    return false;
  }
  return network.end - network.start >= widest[network.family];
}
