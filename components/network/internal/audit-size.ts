import { reservedBySubnet } from "../sizes";

/** Up to here a bare number could be a prefix or a number of addresses. */
const ambiguous = 32;
/** A subnet's addresses as people count them: all, without network and broadcast, without AWS's. */
const leftOut = [0, 1, 2, reservedBySubnet];

/** The prefix of a stated size: `/20`, `/20 each`, 4096, 1000. Nothing if it is none. */
export function prefixOfSize(size: string | number): number | undefined {
  if (typeof size === "string") {
    const [, prefix] = /^\s*\/(\d{1,2})(?![\d/.])[^\d/]*$/.exec(size) ?? [];
    return prefix !== undefined && Number(prefix) <= 32
      ? Number(prefix)
      : /^\s*\d+\s*$/.test(size)
        ? prefixOfSize(Number(size))
        : undefined;
  }
  if (!Number.isInteger(size) || size <= ambiguous || size > 2 ** 32) {
    return undefined;
  }
  const whole = leftOut.map((few) => Math.log2(size + few)).find(Number.isInteger);
  return 32 - (whole ?? Math.ceil(Math.log2(size + reservedBySubnet)));
}

/** Bits that a range loses when it is divided among so many zones. */
export const bitsFor = (zones: number): number => Math.ceil(Math.log2(zones));
