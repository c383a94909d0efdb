import type { PlannedNetwork } from "./internal/address-plan";
import type { PlannedTier } from "./demand";

/** The ranges that a VPC gets beside its own, by the names of the resources that add them. */
export function addedRanges(
  name: string,
  { cidrs, podCidrs }: Pick<PlannedNetwork, "cidrs" | "podCidrs">,
): { readonly range: string; readonly cidr: string }[] {
  return [
    ...cidrs.slice(1).map((cidr, index) => ({ range: `${name}-range-${index + 2}`, cidr })),
    ...podCidrs.map((cidr, index) => ({ range: nth(`${name}-pods`, index), cidr })),
  ];
}

/** A subnet of a VPC, by its resource's name. */
export interface NamedSubnet {
  readonly placed: string;
  readonly tier: PlannedTier;
  readonly zone: string;
  readonly cidr: string;
}

/** The subnets that a VPC gets; what is spare gets none. */
export function namedSubnets(
  name: string,
  { zones }: Pick<PlannedNetwork, "zones">,
): NamedSubnet[] {
  return zones
    .filter(({ tier }) => tier !== "spare")
    .flatMap(({ tier, zone, cidrs }) =>
      cidrs.map((cidr, index) => ({
        placed: nth(`${name}-${tier}-${zone}`, index),
        tier,
        zone,
        cidr,
      })),
    );
}

/** The first of several has the plain name, so that it keeps it when others come. */
const nth = (name: string, index: number) => (index === 0 ? name : `${name}-${index + 1}`);
