import type { PlannedNetwork } from "../../components/network/address-space";
import { defaultHorizonMonths, type PlannedTier } from "../../components/network/demand";
import { measureNetwork } from "../../components/network/measure";
import type { Organization } from "../declarations/model";
import { networkDemand } from "./network-demand";

/** The networks that already exist, measured by the same needs. */
export function foundNetworks(organization: Organization): Record<string, PlannedNetwork> {
  const { horizonMonths = defaultHorizonMonths } = organization.addresses ?? {};
  const found: Record<string, PlannedNetwork> = {};
  for (const [name, { region, network }] of Object.entries(organization.environments)) {
    const demand = networkDemand(organization, name);
    if (network.mode === "existing" && demand !== undefined) {
      const subnets: Partial<Record<PlannedTier, Record<string, string>>> = {};
      for (const [tier, byZone] of Object.entries(network.subnets)) {
        subnets[tier as PlannedTier] = Object.fromEntries(
          Object.entries(byZone).map(([zone, { cidr }]) => [zone, cidr]),
        );
      }
      found[name] = {
        region,
        cidrs: [network.cidr],
        podCidrs: [],
        zones: measureNetwork(demand, subnets, horizonMonths),
      };
    }
  }
  return found;
}
