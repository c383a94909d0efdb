import { type NetworkDemand, neededAddresses, type PlannedTier } from "../demand";
import { usableAddresses, usableInBlocks } from "../sizes";

/** Beyond this many months a runway is not counted. */
export const longestRunwayMonths = 120;

/** Months until a tier's need in one zone is more than `usable` addresses. */
export function runwayMonths(needs: NetworkDemand, tier: PlannedTier, usable: number): number {
  return firstMonth((month) => neededAddresses(needs, tier, month) > usable);
}

/** The first month for which something holds that holds from then on; searched by halves. */
export function firstMonth(holds: (month: number) => boolean): number {
  let [before, from] = [-1, longestRunwayMonths];
  while (from - before > 1) {
    const month = (before + from) >>> 1;
    if (holds(month)) {
      from = month;
    } else {
      before = month;
    }
  }
  return from;
}

/** Counts the addresses of a subnet that a tier can use: pods take them in whole /28 blocks. */
export const usableBy = (tier: PlannedTier) => (tier === "pods" ? usableInBlocks : usableAddresses);
