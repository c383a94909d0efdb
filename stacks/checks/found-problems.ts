import type { Issue } from "../../components/lib/arg-issue";
import { defaultHorizonMonths, type PlannedTier } from "../../components/network/demand";
import { checkNetworkDemand } from "../../components/network/demand-issues";
import { measureNetwork, shortfalls } from "../../components/network/measure";
import { isNetwork, overlaps, usedByAws } from "../../components/network/ranges";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { defaultServiceRange } from "../derived/hosts";
import { networkDemand } from "../derived/network-demand";
import { type FoundSubnet, foundSubnets, isSubnet, subnetIssues } from "./found-subnets";
import { inFiles } from "./plan-problems";

/** What is wrong with networks that already exist: their ranges, their demand, a runway too short. */
export function foundProblems(organization: Organization): Problem[] {
  const { horizonMonths = defaultHorizonMonths } = organization.addresses ?? {};
  return Object.entries(organization.environments).flatMap(([name, { network, region }]) => {
    const demand = networkDemand(organization, name);
    if (network.mode !== "existing" || demand === undefined) {
      return [];
    }
    const subnets = foundSubnets(network);
    // A zone that does not fit the region is told of every environment, made or found.
    const ofDemand = checkNetworkDemand(demand).filter(({ path }) => !path.startsWith("zones["));
    const ofSubnets = subnetIssues(region, subnets);
    const sound = subnets.filter(({ path }) => !ofSubnets.some((issue) => issue.path === path));
    const zones = ofDemand.length > 0 ? [] : measureNetwork(demand, byTier(sound), horizonMonths);
    return [
      ...ofDemand,
      ...ofSubnets,
      ...rangeIssues(organization, name, network.cidr),
      ...shortfalls(zones, horizonMonths),
    ].map((issue) => inFiles(organization, { ...issue, of: { environment: name } }));
  });
}

function byTier(subnets: readonly FoundSubnet[]) {
  const tiers: Partial<Record<PlannedTier, Record<string, string>>> = {};
  for (const { tier, zone, cidr } of subnets.filter(({ cidr: range }) => isSubnet(range))) {
    tiers[tier as PlannedTier] = { ...tiers[tier as PlannedTier], [zone]: cidr };
  }
  return tiers;
}

/** Ranges of a VPC that nothing in it can reach, since something nearer has them. */
function rangeIssues({ addresses, environments }: Organization, name: string, cidr: string) {
  const { serviceRange = defaultServiceRange } = addresses ?? {};
  const isOurs = environments[name]?.cluster.mode !== "existing";
  const nearer = [
    ...(isOurs
      ? [{ want: `a range beside that of services, ${serviceRange}`, range: serviceRange }]
      : []),
    {
      want: `a range beside ${usedByAws}, which services of AWS use inside`,
      range: usedByAws,
    },
  ];
  return nearer
    .filter(({ range }) => isNetwork(cidr) && isNetwork(range) && overlaps(cidr, range))
    .map(({ want }): Issue => ({ kind: "overlap", path: "cidr", want, got: cidr }));
}
