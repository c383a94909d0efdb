import { type AddressSpacePlan, planAddressSpace } from "../../components/network/address-space";
import {
  type AddressDemand,
  defaultHorizonMonths,
  podSpace,
} from "../../components/network/demand";
import {
  type CountedNetwork,
  type QuotaNeed,
  quotaNeeds,
} from "../../components/network/quota-needs";
import { attached } from "./connectivity";
import { defaultServiceRange } from "./hosts";
import { oncePer } from "./lazily";
import { networkDemand } from "./network-demand";
import type { Organization } from "../declarations/model";
import { profileOf } from "./profiles";

/** Addresses that the environments need whose network the platform makes. */
export const addressDemand = oncePer((organization: Organization): AddressDemand => {
  const { addresses, environments } = organization;
  const {
    ranges = [],
    podRanges = [podSpace],
    serviceRange = defaultServiceRange,
    taken,
    horizonMonths,
    shortHorizonReason,
  } = { ...addresses };
  const found = Object.entries(environments).flatMap(([name, { network }]) =>
    network.mode === "existing" ? [[`environment ${name}`, network.cidr] as const] : [],
  );
  return {
    ...(horizonMonths === undefined ? {} : { horizonMonths }),
    ...(shortHorizonReason === undefined ? {} : { shortHorizonReason }),
    ranges,
    podRanges,
    taken: {
      ...taken,
      "Kubernetes services": serviceRange,
      ...Object.fromEntries([...found, ...externalRanges(organization)]),
    },
    environments: Object.fromEntries(
      Object.keys(environments).flatMap((name) => {
        const demand = networkDemand(organization, name);
        const there = environments[name]?.network.mode === "existing";
        return demand === undefined || there ? [] : [[name, demand]];
      }),
    ),
  };
});

/** Ranges of the networks behind the gateway, which no environment may have. */
function externalRanges({ connectivity }: Organization): (readonly [string, string])[] {
  const networks = connectivity?.by === "transit-gateway" ? connectivity.networks : undefined;
  return Object.entries(networks ?? {}).flatMap(([name, { ranges }]) =>
    ranges.map((range, index) => [`network ${name}, ${index + 1}`, range] as const),
  );
}

/**
 * The plan of every network that the platform makes, known without a cloud. It is costly, so checks,
 * programs and reports of one organisation share it.
 * @throws AddressPlanError with every problem.
 */
export const plannedAddresses = oncePer((organization: Organization): AddressSpacePlan => {
  const demand = addressDemand(organization);
  const { horizonMonths = defaultHorizonMonths, environments } = demand;
  return Object.keys(environments).length === 0
    ? { horizonMonths, environments: {}, ledger: organization.ledger }
    : planAddressSpace(demand, organization.ledger);
});

/** Every network that the platform makes, with the facts that its account's quotas depend on. */
function countedNetworks(organization: Organization): Record<string, CountedNetwork> {
  const { environments: demands } = addressDemand(organization);
  const { environments: plans } = plannedAddresses(organization);
  const spokes = attached(organization);
  const { nat } = profileOf(organization);
  const counted: Record<string, CountedNetwork> = {};
  for (const [name, { account, network }] of Object.entries(organization.environments)) {
    const [demand, plan] = [demands[name], plans[name]];
    if (demand !== undefined && plan !== undefined && network.mode !== "existing") {
      const own = { account, demand, plan, attached: spokes.includes(name) };
      counted[name] = { ...own, nat: network.nat ?? nat };
    }
  }
  return counted;
}

/** Quotas of AWS that all networks need at the horizon. */
export function plannedQuotas(organization: Organization): QuotaNeed[] {
  const { horizonMonths = defaultHorizonMonths } = addressDemand(organization);
  return quotaNeeds(Object.values(countedNetworks(organization)), horizonMonths);
}
