import { addedRanges, namedSubnets } from "../../components/network/vpc-parts";
import { plannedAddresses } from "./addresses";
import type { Organization } from "../declarations/model";

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
