import { addedRanges, namedSubnets } from "../../components/network/vpc-parts";
import type { Organization } from "../declarations/model";
import type { ResolvedNetwork } from "./resolved/model";
import { resolve } from "./resolved/resolve";

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
  return Object.fromEntries(
    Object.values(resolve(organization).environments).map(({ name, network }) => [
      `network.${name}`,
      declaredNetwork(name, network),
    ]),
  );
}

function declaredNetwork(name: string, network: ResolvedNetwork): DeclaredNetwork {
  if (network.mode === "existing") {
    return {
      component: "groundwork:network:ExistingVpc",
      ranges: [[name, network.cidr]],
      subnets: Object.entries(network.subnets).flatMap(([tier, byZone]) =>
        Object.entries(byZone).map(
          ([zone, { cidr }]) => [`${name}-${tier}-${zone}`, cidr] as const,
        ),
      ),
    };
  }
  const { plan } = network;
  return {
    component: "groundwork:network:Vpc",
    ranges: [
      ...plan.cidrs.slice(0, 1).map((own) => [name, own] as const),
      ...addedRanges(name, plan).map(({ range, cidr }) => [range, cidr] as const),
    ],
    subnets: namedSubnets(name, plan).map(({ placed, cidr }) => [placed, cidr] as const),
  };
}
