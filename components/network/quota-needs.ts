import type { PlannedNetwork } from "./internal/address-plan";
import { type NetworkDemand, neededAddresses, neededBalancers, neededNodes } from "./demand";
import type { Nat } from "./route-tables";

/** A network with what it is planned from, in its account. */
export interface CountedNetwork {
  readonly account: string;
  readonly demand: NetworkDemand;
  readonly plan: PlannedNetwork;
  readonly nat: Nat;
  /** It has an attachment to a transit gateway. */
  readonly attached: boolean;
}

/** The plan's need of one of AWS's quotas at its horizon. */
export interface QuotaNeed {
  readonly account: string;
  readonly region: string;
  /** AWS's codes, such as `vpc` and `L-F678F1CE`. */
  readonly service: string;
  readonly code: string;
  readonly name: string;
  /** AWS's default for an account. */
  readonly byDefault: number;
  readonly needed: number;
}

type Count = (networks: readonly CountedNetwork[], months: number) => number;

interface Quota {
  readonly service: string;
  readonly code: string;
  readonly name: string;
  readonly byDefault: number;
  readonly count: Count;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
const total =
  (each: (network: CountedNetwork, months: number) => number): Count =>
  (networks, months) =>
    sum(networks.map((network) => each(network, months)));
const most =
  (each: (network: CountedNetwork, months: number) => number): Count =>
  (networks, months) =>
    Math.max(0, ...networks.map((network) => each(network, months)));

const gatewaysOf = ({ nat, demand }: CountedNetwork) =>
  nat === "none" ? 0 : nat === "one" ? 1 : demand.zones.length;
const endpointsOf = ({ demand }: CountedNetwork) => demand.interfaceEndpoints ?? 0;
const clustersOf = ({ demand }: CountedNetwork) => demand.clusters ?? 2;
const balancersOf = ({ demand }: CountedNetwork, months: number) =>
  neededBalancers(demand, months) + 1;
const nodesOf = ({ demand }: CountedNetwork, months: number) =>
  neededNodes(demand, months) * demand.zones.length;
const groupsOf = ({ plan }: CountedNetwork) =>
  sum(plan.zones.filter(({ tier }) => tier === "nodes").map(({ cidrs }) => cidrs.length));

/** A node's own interface, and one that holds its pods' blocks. */
const interfacesByNode = 2;
/** Interfaces of a control plane; https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const interfacesByCluster = 4;

function interfacesOf(network: CountedNetwork, months: number): number {
  const { demand, attached } = network;
  const byZone = endpointsOf(network) + balancersOf(network, months) + (attached ? 1 : 0);
  return (
    nodesOf(network, months) * interfacesByNode +
    clustersOf(network) * interfacesByCluster +
    byZone * demand.zones.length +
    gatewaysOf(network)
  );
}

/**
 * Network address units of a VPC: one for each address and each block of a node, six for each zone of a
 * load balancer, an endpoint or an attachment, and six for a NAT gateway;
 * https://docs.aws.amazon.com/vpc/latest/userguide/network-address-usage.html
 */
export function networkAddressUnits(network: CountedNetwork, months: number): number {
  const { demand, attached } = network;
  const nodes = nodesOf(network, months);
  const blocks = Math.ceil(demand.podsByNode / 16) + 1;
  const byZone = endpointsOf(network) + balancersOf(network, months) + (attached ? 1 : 0);
  return (
    nodes * (interfacesByNode + blocks) +
    clustersOf(network) * interfacesByCluster +
    neededAddresses(demand, "data", months) * demand.zones.length +
    6 * (byZone * demand.zones.length + gatewaysOf(network))
  );
}

/**
 * Defaults and codes: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html,
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html and
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const quotas: readonly Quota[] = [
  {
    service: "vpc",
    code: "L-F678F1CE",
    name: "VPCs per Region",
    byDefault: 5,
    count: (all) => all.length,
  },
  {
    service: "vpc",
    code: "L-A4707A72",
    name: "Internet gateways per Region",
    byDefault: 5,
    count: (all) => all.length,
  },
  {
    service: "vpc",
    code: "L-407747CB",
    name: "Subnets per VPC",
    byDefault: 200,
    count: most(({ plan }) =>
      sum(plan.zones.map(({ tier, cidrs }) => (tier === "spare" ? 0 : cidrs.length))),
    ),
  },
  {
    service: "vpc",
    code: "L-83CA0A9D",
    name: "IPv4 CIDR blocks per VPC",
    byDefault: 5,
    count: most(({ plan }) => plan.cidrs.length + plan.podCidrs.length),
  },
  {
    service: "vpc",
    code: "L-BB24F6E5",
    name: "Network Address Usage per VPC",
    byDefault: 64_000,
    count: most(networkAddressUnits),
  },
  {
    service: "vpc",
    code: "L-FE5A380F",
    name: "NAT gateways per Availability Zone",
    byDefault: 5,
    count: total((network) => Math.min(1, gatewaysOf(network))),
  },
  {
    service: "vpc",
    code: "L-DF5E4CA3",
    name: "Network interfaces per Region",
    byDefault: 5_000,
    count: total(interfacesOf),
  },
  {
    service: "vpc",
    code: "L-29B6F2EB",
    name: "Interface VPC endpoints per VPC",
    byDefault: 50,
    count: most(endpointsOf),
  },
  {
    service: "vpc",
    code: "L-1B52E74A",
    name: "Gateway VPC endpoints per Region",
    byDefault: 20,
    count: total(() => 2),
  },
  {
    service: "ec2",
    code: "L-0263D0A3",
    name: "EC2-VPC Elastic IPs",
    byDefault: 5,
    count: total(gatewaysOf),
  },
  {
    service: "eks",
    code: "L-1194D53C",
    name: "Clusters",
    byDefault: 100,
    count: total(clustersOf),
  },
  {
    service: "eks",
    code: "L-6D54EA21",
    name: "Managed node groups per cluster",
    byDefault: 30,
    count: most(groupsOf),
  },
  {
    service: "elasticloadbalancing",
    code: "L-53DA6B97",
    name: "Application Load Balancers per Region",
    byDefault: 50,
    count: total(balancersOf),
  },
];

/** Need of the networks of each quota at the end of so many months, by account and region. Pure. */
export function quotaNeeds(networks: readonly CountedNetwork[], months: number): QuotaNeed[] {
  const places = new Map<string, CountedNetwork[]>();
  for (const network of networks) {
    const place = `${network.account} ${network.plan.region}`;
    places.set(place, [...(places.get(place) ?? []), network]);
  }
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([place, those]) => {
      const [account = "", region = ""] = place.split(" ");
      return quotas.map(({ count, ...quota }) => ({
        account,
        region,
        ...quota,
        needed: count(those, months),
      }));
    });
}
