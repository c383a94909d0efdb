import type { Issue } from "../lib/arg-issue";
import type { PlannedZone } from "./internal/address-plan";
import { type NetworkDemand, neededAddresses, type PlannedTier, plannedTiers } from "./demand";
import { firstMonth, usableBy } from "./internal/runway";
import { prefixFor } from "./sizes";
import { blockOf } from "./internal/space";

/** The range of one subnet per zone, by tier and zone. */
export type FoundSubnets = Readonly<Partial<Record<PlannedTier, Readonly<Record<string, string>>>>>;

/**
 * How long subnets that are there already last: the same needs as those that the planner makes room
 * for. Without a tier of their own, pods are in the subnets of the nodes. Pure.
 */
export function measureNetwork(
  demand: NetworkDemand,
  subnets: FoundSubnets,
  horizonMonths: number,
): PlannedZone[] {
  return plannedTiers.flatMap((tier) =>
    Object.entries(subnets[tier] ?? {}).map(([zone, cidr]) => {
      const need = needOf(demand, subnets, tier);
      const usable = usableBy(tier)(blockOf(cidr).prefix);
      return {
        tier,
        zone,
        cidrs: [cidr],
        usable,
        neededByMonth: Array.from({ length: horizonMonths + 1 }, (_, month) => need(month)),
        runwayMonths: firstMonth((month) => need(month) > usable),
      };
    }),
  );
}

/** The zones that do not last: until when each does, and the subnet that would. */
export function shortfalls(zones: readonly PlannedZone[], horizonMonths: number): Issue[] {
  return zones
    .filter(({ runwayMonths }) => runwayMonths <= horizonMonths)
    .map(({ tier, zone, cidrs, neededByMonth, runwayMonths }) => {
      const needed = neededByMonth.at(-1) ?? 0;
      const prefix = prefixFor(needed, usableBy(tier));
      const wanted = prefix === undefined ? "more subnets than one" : `a /${prefix} or wider`;
      return {
        kind: "no-room",
        path: "",
        because: `${tier} of ${zone} lasts ${runwayMonths} of ${horizonMonths} months`,
        want: `${wanted} for ${needed} addresses`,
        found: cidrs.join(", "),
      };
    });
}

function needOf(demand: NetworkDemand, subnets: FoundSubnets, tier: PlannedTier) {
  const alone = (month: number) => neededAddresses(demand, tier, month);
  return tier === "nodes" && subnets.pods === undefined
    ? (month: number) => alone(month) + neededAddresses(demand, "pods", month)
    : alone;
}
