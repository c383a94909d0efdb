import { Address4 } from "ip-address";

import type { ArgIssue } from "../lib/component";
import { isNetwork } from "./ranges";

/** What a subnet is for. */
export type Tier = "public" | "data" | "nodes" | "pods";

export interface AddressPlanArgs {
  /** The VPC's IPv4 range, /16 to /22. */
  readonly cidr: string;
  /** Range of the pods inside 100.64.0.0/10, /16 to /26. Without it there is no pod tier. */
  readonly podCidr?: string;
  /** Availability zones, one to four. Append only: the position decides the addresses. */
  readonly zones: readonly string[];
}

/** One subnet of the plan. */
export interface PlannedSubnet {
  readonly tier: Tier;
  readonly zone: string;
  readonly cidr: string;
  /** Addresses that AWS leaves: it reserves 5 a subnet (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html). */
  readonly usable: number;
}

const maxZones = 4;
const reservedBySubnet = 5;

/** Where each tier's subnets lie: bits added to the range's prefix, and the first slot of that size. */
const layout = {
  public: { bits: 6, first: 0 },
  data: { bits: 6, first: 4 },
  nodes: { bits: 4, first: 4 },
  pods: { bits: 2, first: 0 },
} as const satisfies Record<Tier, { bits: number; first: number }>;

/**
 * Subnets by tier and zone, aligned, with room for four zones in each tier, so that adding a zone
 * moves none. Nodes get a quarter of the VPC, public and data a sixteenth each; the rest is spare.
 */
export function planAddresses({ cidr, podCidr, zones }: AddressPlanArgs): PlannedSubnet[] {
  const tiers: [Tier, string][] = [
    ["public", cidr],
    ["data", cidr],
    ["nodes", cidr],
    ...(podCidr === undefined ? [] : [["pods", podCidr] as [Tier, string]]),
  ];
  return tiers.flatMap(([tier, range]) =>
    zones.map((zone, index) => ({ tier, zone, ...slot(range, tier, index) })),
  );
}

function slot(range: string, tier: Tier, zone: number): { cidr: string; usable: number } {
  const { bits, first } = layout[tier];
  const base = new Address4(range);
  const prefix = base.subnetMask + bits;
  const size = 2 ** (32 - prefix);
  const start = base.startAddress().bigInt() + BigInt((first + zone) * size);
  return {
    cidr: `${Address4.fromBigInt(start).correctForm()}/${prefix}`,
    usable: size - reservedBySubnet,
  };
}

/** Every problem with the arguments. Pure. */
export function checkAddressPlanArgs({ cidr, podCidr, zones }: AddressPlanArgs): ArgIssue[] {
  const issues: ArgIssue[] = [];
  if (!isNetwork(cidr, 16, 22)) {
    issues.push({ path: "cidr", want: "a network of /16 to /22 such as 10.0.0.0/16", got: cidr });
  }
  if (podCidr !== undefined && !isPodNetwork(podCidr)) {
    issues.push({ path: "podCidr", want: "a /16 to /26 inside 100.64.0.0/10", got: podCidr });
  }
  if (zones.length < 1 || zones.length > maxZones || new Set(zones).size !== zones.length) {
    issues.push({ path: "zones", want: `1 to ${maxZones} different zones`, got: zones });
  }
  return issues;
}

function isPodNetwork(cidr: string): boolean {
  return isNetwork(cidr, 16, 26) && new Address4(cidr).isInSubnet(new Address4("100.64.0.0/10"));
}
