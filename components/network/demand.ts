import { blockSize } from "./sizes";

/** Purpose of a subnet of a planned network. */
export const plannedTiers = [
  "public",
  "balancers",
  "control",
  "nodes",
  "data",
  "pods",
  "spare",
] as const;
/** A kind of subnet. */
export type PlannedTier = (typeof plannedTiers)[number];

/** Workloads that each team adds to the shared ones. */
export interface TeamDemand {
  /** Teams today; they grow by the same percentage. */
  readonly count: number;
  /**
   * Nodes a zone that each one fills; may be a part of one.
   * @default 0
   */
  readonly nodesByZone?: number;
  /** @default 0 */
  readonly loadBalancers?: number;
  /** @default 0 */
  readonly dataByZone?: number;
}

/** Need of one environment, today and as it grows. */
export interface NetworkDemand {
  /** AWS region, such as `eu-west-1`. */
  readonly region: string;
  /** Availability zones, one to six. */
  readonly zones: readonly string[];
  /** Nodes a zone, today. */
  readonly nodesByZone: number;
  /** Pods a node, at the most; https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html */
  readonly podsByNode: number;
  /**
   * Load balancers inside the network, today.
   * @default 0
   */
  readonly loadBalancers?: number;
  /**
   * Addresses of databases and the like a zone, today.
   * @default 0
   */
  readonly dataByZone?: number;
  /** None: what is above holds for all of them. */
  readonly teams?: TeamDemand;
  /**
   * Addresses per zone that are kept for later plans. No subnet is made of them.
   * @default 0
   */
  readonly spareByZone?: number;
  /**
   * Interface endpoints, each with an address a zone.
   * @default 0
   */
  readonly interfaceEndpoints?: number;
  /**
   * Clusters that are there at once; two while one replaces another.
   * @default 2
   */
  readonly clusters?: number;
  /**
   * Whether no other environment has the range of the pods, or several have it. Pods leave a VPC by
   * their node's address, so a reused range is never routed outside; VPCs with one can't be peered.
   * @default "unique"
   */
  readonly pods?: "unique" | "reused";
  /** Growth of nodes, load balancers and data, percent a month. */
  readonly growthPercent: number;
}

/** Need of a whole organisation of its address space. */
export interface AddressDemand {
  /** Ranges that networks are cut from, such as `10.0.0.0/8`. */
  readonly ranges: readonly string[];
  /** Ranges that pods are cut from, inside 100.64.0.0/10. */
  readonly podRanges: readonly string[];
  /** Ranges that others use: offices, peers, service ranges of clusters. */
  readonly taken?: Readonly<Record<string, string>>;
  /**
   * Months that the plan must last.
   * @default 24
   */
  readonly horizonMonths?: number;
  /** Why less than 18 months are enough. */
  readonly shortHorizonReason?: string;
  readonly environments: Readonly<Record<string, NetworkDemand>>;
}

/** Shared address space, which routers outside do not know: https://www.rfc-editor.org/rfc/rfc6598 */
export const podSpace = "100.64.0.0/10";

/** Months that a plan covers if a demand sets none. */
export const defaultHorizonMonths = 24;

/**
 * Nodes beside the ones at work while a node group is updated: twice its zones, and ours have one;
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
 */
const surge = 2;
/** Free addresses that an upgrade of a cluster wants; https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const clusterInterfaces = 5;
/** Free addresses that a load balancer wants in each subnet; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
const balancerAddresses = 8;

/** A need after so many months, rounded up. */
export function grownBy(today: number, percentPerMonth: number, months: number): number {
  return Math.ceil(today * (1 + percentPerMonth / 100) ** months);
}

/** What is there for all and what the teams bring, after so many months. */
function grownWithTeams(
  { growthPercent, teams, ...today }: NetworkDemand,
  what: "nodesByZone" | "loadBalancers" | "dataByZone",
  months: number,
): number {
  const brought = teams === undefined ? 0 : teams.count * (teams[what] ?? 0);
  return grownBy((today[what] ?? 0) + brought, growthPercent, months);
}

/** Nodes that one zone has after so many months, with those that an update adds. */
export function neededNodes(demand: NetworkDemand, month: number): number {
  return grownWithTeams(demand, "nodesByZone", month) + surge;
}

/** Load balancers inside the network after so many months. */
export function neededBalancers(demand: NetworkDemand, month: number): number {
  return grownWithTeams(demand, "loadBalancers", month);
}

/**
 * Addresses that the pods of some nodes need: whole blocks, one of them kept warm, and the addresses
 * of the interfaces that hold them.
 */
export function podAddresses(nodes: number, podsByNode: number): number {
  return (
    nodes * (Math.ceil(podsByNode / blockSize) + 1) * blockSize +
    Math.ceil(nodes / blockSize) * blockSize
  );
}

/** Addresses that one zone of a tier needs after so many months. */
export function neededAddresses(demand: NetworkDemand, tier: PlannedTier, month: number): number {
  switch (tier) {
    // A NAT gateway, and the gateway's load balancer.
    case "public":
      return 1 + balancerAddresses;
    case "balancers":
      return neededBalancers(demand, month) * balancerAddresses;
    // An attachment to a transit gateway beside clusters and endpoints.
    case "control":
      return (demand.clusters ?? 2) * clusterInterfaces + (demand.interfaceEndpoints ?? 0) + 1;
    case "nodes":
      return neededNodes(demand, month);
    case "data":
      return grownWithTeams(demand, "dataByZone", month);
    case "pods":
      return podAddresses(neededNodes(demand, month), demand.podsByNode);
    case "spare":
      return demand.spareByZone ?? 0;
  }
}
