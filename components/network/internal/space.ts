import { Address4 } from "ip-address";

import { sizeOf } from "../sizes";

/** A CIDR as numbers: its first address and its prefix. */
export interface Block {
  readonly start: number;
  readonly prefix: number;
}

export function blockOf(cidr: string): Block {
  const range = new Address4(cidr);
  return { start: Number(range.startAddress().bigInt()), prefix: range.subnetMask };
}

export function cidrOf({ start, prefix }: Block): string {
  return `${Address4.fromBigInt(BigInt(start)).correctForm()}/${prefix}`;
}

/**
 * Free addresses, handed out in aligned powers of two. The smallest free block that fits is split,
 * of several the lowest, so that large ones last and the outcome depends on the requests alone.
 */
export class Space {
  /** Starts of the free blocks by prefix, ascending. */
  private readonly free = new Map<number, number[]>();

  public constructor(ranges: readonly Block[]) {
    ranges.forEach((range) => {
      this.add(range);
    });
  }

  /** More free addresses. */
  public add({ start, prefix }: Block): void {
    this.insert(start, prefix);
  }

  /** Takes a block of a size, or nothing when there is none. */
  public allocate(prefix: number): Block | undefined {
    for (let wider = prefix; wider >= 0; wider--) {
      const start = this.free.get(wider)?.shift();
      if (start !== undefined) {
        for (let half = wider + 1; half <= prefix; half++) {
          this.insert(start + sizeOf(half), half);
        }
        return { start, prefix };
      }
    }
    return undefined;
  }

  /** Takes one particular block; false when it is not wholly free. */
  public take({ start, prefix }: Block): boolean {
    for (let wider = prefix; wider >= 0; wider--) {
      const around = start - (start % sizeOf(wider));
      if (this.removed(around, wider)) {
        this.split(around, wider, start, prefix);
        return true;
      }
    }
    return false;
  }

  /** Takes whatever is free of a block. */
  public exclude(block: Block): void {
    if (this.take(block)) {
      return;
    }
    const end = block.start + sizeOf(block.prefix);
    for (const [prefix, starts] of this.free) {
      const kept = starts.filter((start) => start < block.start || start >= end);
      this.free.set(prefix, kept);
    }
  }

  /** Gives back the halves of a free block that do not hold the taken one. */
  private split(around: number, wider: number, start: number, prefix: number): void {
    let left = around;
    for (let half = wider + 1; half <= prefix; half++) {
      const right = left + sizeOf(half);
      if (start >= right) {
        this.insert(left, half);
        left = right;
      } else {
        this.insert(right, half);
      }
    }
  }

  private insert(start: number, prefix: number): void {
    const starts = this.free.get(prefix) ?? [];
    starts.splice(position(starts, start), 0, start);
    this.free.set(prefix, starts);
  }

  private removed(start: number, prefix: number): boolean {
    const starts = this.free.get(prefix) ?? [];
    const index = position(starts, start);
    if (starts[index] !== start) {
      return false;
    }
    starts.splice(index, 1);
    return true;
  }
}

/** Where a number is, or would be, in an ascending list. */
function position(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
