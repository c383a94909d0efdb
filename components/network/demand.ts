import type { Issue } from "../lib/arg-issue";
import { slugPattern, slugWanted } from "../lib/slug";
import type { PlanIssue } from "./address-plan-error";
import { isNetwork, isNetworkIn, overlaps } from "./ranges";
import { blockSize } from "./sizes";

/** What a subnet of a planned network is for. */
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

/** What each team brings, beside what is there for all. */
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

/** What one environment needs, today and as it grows. */
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
   * Addresses a zone that are held for what nobody plans yet. No subnet is made of them.
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

/** What a whole organisation needs of its address space. */
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
/** No VPC can have these: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const unusable = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"];

/** Months that a plan covers if a demand sets none. */
export const defaultHorizonMonths = 24;
const shortestHorizonMonths = 18;

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

/** Every problem with a demand, by path. Pure. */
export function checkDemand(demand: AddressDemand): PlanIssue[] {
  const { horizonMonths = defaultHorizonMonths, shortHorizonReason = "" } = demand;
  const issues: PlanIssue[] = [
    ...networks("ranges", demand.ranges),
    ...networks("podRanges", demand.podRanges),
    ...demand.ranges.flatMap((cidr, index) =>
      isNetwork(cidr) && [podSpace, ...unusable].some((other) => overlaps(cidr, other))
        ? [
            {
              kind: "outside" as const,
              path: `ranges[${index}]`,
              want: `a range outside ${podSpace} and of hosts`,
              got: cidr,
            },
          ]
        : [],
    ),
    ...demand.podRanges.flatMap((cidr, index) =>
      isNetwork(cidr) && !isNetworkIn(cidr, podSpace)
        ? [
            {
              kind: "outside" as const,
              path: `podRanges[${index}]`,
              want: `a range inside ${podSpace}`,
              got: cidr,
            },
          ]
        : [],
    ),
    ...Object.entries(demand.taken ?? {}).flatMap(([name, cidr]) =>
      isNetwork(cidr)
        ? []
        : [
            {
              kind: "malformed" as const,
              path: `taken.${name}`,
              want: "an IPv4 network such as 172.16.0.0/12",
              got: cidr,
            },
          ],
    ),
    ...whole("horizonMonths", horizonMonths, 1, 120),
  ];
  if (horizonMonths < shortestHorizonMonths && shortHorizonReason.trim() === "") {
    issues.push({
      kind: "bounds",
      path: "horizonMonths",
      want: `${shortestHorizonMonths} or more, or a shortHorizonReason`,
      got: horizonMonths,
    });
  }
  for (const [name, environment] of Object.entries(demand.environments)) {
    if (!slugPattern.test(name)) {
      const named = { path: "", want: `a name of ${slugWanted}`, got: name };
      issues.push({ ...named, kind: "malformed", of: { environment: name } });
    }
    const found = checkNetworkDemand(environment);
    issues.push(...found.map((issue) => ({ ...issue, of: { environment: name } })));
  }
  return issues;
}

/** Every problem with the demand of one environment. Pure. */
export function checkNetworkDemand(demand: NetworkDemand): Issue[] {
  const { zones, region, growthPercent } = demand;
  const issues: Issue[] = [];
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    const want = "an AWS region such as eu-west-1";
    issues.push({ kind: "malformed", path: "region", want, got: region });
  }
  if (zones.length < 1 || zones.length > 6 || new Set(zones).size !== zones.length) {
    issues.push({ kind: "bounds", path: "zones", want: "1 to 6 different zones", got: zones });
  }
  zones.forEach((zone, index) => {
    if (!zone.startsWith(region) || !/^[a-z0-9-]*[a-z]$/.test(zone.slice(region.length))) {
      const path = `zones[${index}]`;
      issues.push({ kind: "conflict", path, want: `a zone of ${region}`, got: zone });
    }
  });
  if (!(growthPercent >= 0 && growthPercent <= 100)) {
    const want = "0 to 100 percent a month";
    issues.push({ kind: "bounds", path: "growthPercent", want, got: growthPercent });
  }
  return [
    ...issues,
    ...whole("nodesByZone", demand.nodesByZone, 1, 5000),
    ...whole("podsByNode", demand.podsByNode, 1, 250),
    ...whole("loadBalancers", demand.loadBalancers ?? 0, 0, 5000),
    ...whole("dataByZone", demand.dataByZone ?? 0, 0, 60000),
    ...teamIssues(demand.teams),
    ...whole("spareByZone", demand.spareByZone ?? 0, 0, 60000),
    ...whole("interfaceEndpoints", demand.interfaceEndpoints ?? 0, 0, 500),
    ...whole("clusters", demand.clusters ?? 2, 1, 20),
  ];
}

function teamIssues(teams: TeamDemand | undefined): Issue[] {
  if (teams === undefined) {
    return [];
  }
  const { count, nodesByZone = 0, loadBalancers = 0, dataByZone = 0 } = teams;
  const nodes = Number.isFinite(nodesByZone) && nodesByZone >= 0 && nodesByZone <= 500;
  return [
    ...whole("teams.count", count, 0, 5000),
    ...(nodes
      ? []
      : [
          {
            kind: "bounds" as const,
            path: "teams.nodesByZone",
            want: "0 to 500 nodes",
            got: nodesByZone,
          },
        ]),
    ...whole("teams.loadBalancers", loadBalancers, 0, 100),
    ...whole("teams.dataByZone", dataByZone, 0, 1000),
  ];
}

function networks(path: string, cidrs: readonly string[]): Issue[] {
  const issues = cidrs.flatMap((cidr, index): Issue[] =>
    isNetwork(cidr)
      ? []
      : [
          {
            kind: "malformed",
            path: `${path}[${index}]`,
            want: "an IPv4 network such as 10.0.0.0/8",
            got: cidr,
          },
        ],
  );
  cidrs.forEach((cidr, index) => {
    if (
      cidrs
        .slice(0, index)
        .some((other) => isNetwork(other) && isNetwork(cidr) && overlaps(other, cidr))
    ) {
      const want = "a range that no other covers";
      issues.push({ kind: "overlap", path: `${path}[${index}]`, want, got: cidr });
    }
  });
  return cidrs.length === 0
    ? [{ kind: "missing", path, want: "one network at least", got: cidrs }]
    : issues;
}

function whole(path: string, value: number, least: number, most: number): Issue[] {
  return Number.isInteger(value) && value >= least && value <= most
    ? []
    : [{ kind: "bounds", path, want: `a whole number from ${least} to ${most}`, got: value }];
}
