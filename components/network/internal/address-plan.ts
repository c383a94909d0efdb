import type { AddressLedger } from "./address-ledger";
import { AddressPlanError } from "./address-plan-error";
import type { PlannedTier } from "../demand";

/** One zone of one tier. */
export interface PlannedZone {
  readonly tier: PlannedTier;
  readonly zone: string;
  /** Its subnets, oldest first. */
  readonly cidrs: readonly string[];
  /** Addresses that they hold; for pods, those in whole /28 blocks. */
  readonly usable: number;
  /** Addresses needed today and at the end of each month up to the horizon. */
  readonly neededByMonth: readonly number[];
  /**
   * Months until the need is more than the subnets hold; at most `longestRunwayMonths`. For nodes and
   * pods, until the nodes are more than the pairs of subnets hold.
   */
  readonly runwayMonths: number;
}

/** The ranges and subnets of one environment's VPC. */
export interface PlannedNetwork {
  readonly region: string;
  /** The VPC's ranges: the first is its own, the others are secondary. */
  readonly cidrs: readonly string[];
  readonly podCidrs: readonly string[];
  readonly zones: readonly PlannedZone[];
}

/** The networks of all environments, and the ledger that makes them last. */
export interface AddressSpacePlan {
  readonly horizonMonths: number;
  readonly environments: Readonly<Record<string, PlannedNetwork>>;
  /** The ledger with what this plan adds. */
  readonly ledger: AddressLedger;
}

/**
 * One environment's network.
 * @throws AddressPlanError when the plan has none for it.
 */
export function networkOf({ environments }: AddressSpacePlan, name: string): PlannedNetwork {
  const network = environments[name];
  if (network === undefined) {
    const known = Object.keys(environments).join(", ");
    const want = `one of ${known}`;
    throw new AddressPlanError([{ kind: "unknown-name", path: "environments", want, got: name }]);
  }
  return network;
}
