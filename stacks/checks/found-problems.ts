import type { Issue } from "../../components/lib/arg-issue";
import { defaultHorizonMonths } from "../../components/network/demand";
import { checkNetworkDemand } from "../../components/network/demand-issues";
import { shortfalls } from "../../components/network/measure";
import { isNetwork, overlaps } from "../../components/network/ranges";
import { narrowestPrefix, widestPrefix } from "../../components/network/sizes";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { foundNetworks } from "../derived/found-networks";
import { defaultServiceRange } from "../derived/hosts";
import { networkDemand } from "../derived/network-demand";
import { inFiles } from "./plan-problems";

/** What is wrong with networks that are there already: their demand, or a runway too short. */
export function foundProblems(organization: Organization): Problem[] {
  const { horizonMonths = defaultHorizonMonths } = organization.addresses ?? {};
  return Object.entries(organization.environments).flatMap(([name, { cluster, network }]) => {
    const demand = networkDemand(organization, name);
    if (network.mode !== "existing" || demand === undefined) {
      return [];
    }
    const issues: Issue[] = [
      ...checkNetworkDemand(demand),
      ...Object.entries(network.subnets).flatMap(([tier, byZone]) =>
        Object.entries(byZone).flatMap(([zone, { cidr }]) =>
          isNetwork(cidr, widestPrefix, narrowestPrefix)
            ? []
            : [
                {
                  kind: "malformed" as const,
                  path: `subnets.${tier}.${zone}`,
                  want: "a network of /16 to /28",
                  got: cidr,
                },
              ],
        ),
      ),
    ];
    const { serviceRange = defaultServiceRange } = organization.addresses ?? {};
    if (
      cluster.mode !== "existing" &&
      isNetwork(network.cidr) &&
      overlaps(network.cidr, serviceRange)
    ) {
      issues.push({
        kind: "overlap",
        path: "cidr",
        want: `a range beside that of services, ${serviceRange}`,
        got: network.cidr,
      });
    }
    const found =
      issues.length > 0
        ? issues
        : shortfalls(foundNetworks(organization)[name]?.zones ?? [], horizonMonths);
    return found.map((issue) => inFiles({ ...issue, of: { environment: name } }));
  });
}
