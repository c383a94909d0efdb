import { addedRanges, namedSubnets } from "../../components/network/vpc-parts";
import { plannedAddresses } from "./addresses";
import type { Organization } from "../declarations/organization";

/** A network that an environment's stack will make or read, before it has. */
export interface DeclaredNetwork {
  /** Type token of the component. */
  readonly component: string;
  /** Ranges of the VPC by the name of the resource that has them, its own first. */
  readonly ranges: readonly (readonly [name: string, cidr: string])[];
  readonly subnets: readonly (readonly [name: string, cidr: string])[];
}

/** The networks of all environments as the plan has them, by stack. */
export function declaredNetworks(organization: Organization): Record<string, DeclaredNetwork> {
  const { environments } = plannedAddresses(organization);
  const declared: Record<string, DeclaredNetwork> = {};
  for (const [name, { network }] of Object.entries(organization.environments)) {
    const plan = environments[name];
    if (network.mode === "existing") {
      declared[`network.${name}`] = {
        component: "groundwork:network:ExistingVpc",
        ranges: [[name, network.cidr]],
        subnets: Object.entries(network.subnets).flatMap(([tier, byZone]) =>
          Object.entries(byZone).map(
            ([zone, { cidr }]) => [`${name}-${tier}-${zone}`, cidr] as const,
          ),
        ),
      };
    } else if (plan !== undefined) {
      const [own = ""] = plan.cidrs;
      declared[`network.${name}`] = {
        component: "groundwork:network:Vpc",
        ranges: [
          [name, own],
          ...addedRanges(name, plan).map(({ range, cidr }) => [range, cidr] as const),
        ],
        subnets: namedSubnets(name, plan).map(({ placed, cidr }) => [placed, cidr] as const),
      };
    }
  }
  return declared;
}

/** How the checks of an organisation say that a range overlaps another, or lies outside its pool. */
const wants = [
  "a range that no other environment has",
  "a range that no other network has",
  "a range that no other covers",
  "a range inside ",
  "a range outside ",
  "a range beside that of services",
  "a subnet inside its VPC's ranges that no other has",
];

/** Whether a problem of an organisation is that networks overlap or lie outside their pool. */
export const isOfRanges = (problem: string) =>
  wants.some((want) => problem.includes(`: want ${want}`));
