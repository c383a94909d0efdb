import { isNetworkIn, overlaps } from "../ranges";
import { type Block, blockOf, Space } from "./space";

/** Free ranges that networks are cut from. */
export class Supply {
  private readonly spaces: readonly Part[];

  public constructor(ranges: readonly string[], taken: readonly Block[]) {
    this.spaces = ranges.flatMap((range) => {
      const family = familyOf(range);
      const parts: Part[] = !overlaps(range, lowest)
        ? [{ family, low: false, space: new Space([blockOf(range)]) }]
        : isNetworkIn(range, lowest)
          ? [{ family, low: true, space: new Space([blockOf(range)]) }]
          : [
              { family, low: true, space: new Space([blockOf(lowest)]) },
              { family, low: false, space: without(range, lowest) },
            ];
      for (const block of taken) {
        parts.forEach(({ space }) => {
          space.exclude(block);
        });
      }
      return parts;
    });
  }

  /** Takes a particular range, if it is free. */
  public take(cidr: string): boolean {
    return this.spaces.some(({ space }) => space.take(blockOf(cidr)));
  }

  /** A range of a size that may stand beside those that the VPC has. */
  public allocate(prefix: number, present: readonly string[]): Block | undefined {
    const [primary] = present;
    const family = primary === undefined ? undefined : familyOf(primary);
    const noLow = present.some((cidr) => overlaps(cidr, low));
    for (const part of this.spaces) {
      const mixes = family === undefined || part.family === family || shared.has(part.family);
      const block = mixes && !(noLow && part.low) ? part.space.allocate(prefix) : undefined;
      if (block !== undefined) {
        return block;
      }
    }
    return undefined;
  }
}

/** A part of a supply, that VPCs of some other families can't have. */
interface Part {
  readonly family: string;
  /** It is inside `lowest`. */
  readonly low: boolean;
  readonly space: Space;
}

function without(range: string, hole: string): Space {
  const space = new Space([blockOf(range)]);
  space.exclude(blockOf(hole));
  return space;
}

/** A VPC with a range in the first can't get a further one in the second; the page is the next one's. */
const [low, lowest] = ["10.0.0.0/15", "10.0.0.0/16"];
/** Ranges that a VPC can't mix; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const families = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"];
/** Ranges that can stand beside any. */
const shared = new Set(["100.64.0.0/10", "public"]);

function familyOf(cidr: string): string {
  return [...families, "100.64.0.0/10"].find((family) => overlaps(cidr, family)) ?? "public";
}
