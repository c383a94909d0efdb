import { issueText } from "../lib/arg-issue";
import { type AddressLedger, checkLedger, emptyLedger } from "./address-ledger";
import type { AddressSpacePlan } from "./address-plan";
import { AddressPlanError } from "./address-plan-error";
import { AddressPlanner } from "./address-planner";
import { type AddressDemand, checkDemand } from "./demand";

<<<<<<< HEAD
/**
 * Every range that was ever given out, by what it is for. Committed with the code: what is in it
 * never moves. Keys are `<environment>`, `<environment>/pods` for the ranges of a VPC and
 * `<environment>/<tier>/<zone>` for subnets; each list only grows.
 */
export interface AddressLedger {
  readonly version: 1;
  readonly ranges: Readonly<Record<string, readonly string[]>>;
}

/** The ledger before the first plan. */
export const emptyLedger: AddressLedger = { version: 1, ranges: {} };

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

/**
 * The ledger without an environment that is gone, so that its ranges can be given out again. Only
 * for one whose networks are deleted and whose addresses nobody remembers: firewalls, peers, logs.
 * @throws AddressPlanError when the ledger has no such environment.
 */
export function releaseEnvironment(ledger: AddressLedger, environment: string): AddressLedger {
  const isOf = (key: string) => key === environment || key.startsWith(`${environment}/`);
  const kept = Object.entries(ledger.ranges).filter(([key]) => !isOf(key));
  if (kept.length === Object.keys(ledger.ranges).length) {
    const known = [...new Set(kept.map(([key]) => key.split("/")[0]))].join(", ");
    throw new AddressPlanError([`ledger: want one of ${known}, got "${environment}"`]);
  }
  return { ...ledger, ranges: Object.fromEntries(kept) };
}

/** The addresses of one environment's network. */
export interface PlannedNetwork {
  readonly region: string;
  /** The VPC's ranges: the first is its own, the others are secondary. */
  readonly cidrs: readonly string[];
  readonly podCidrs: readonly string[];
  readonly zones: readonly PlannedZone[];
}

/** The addresses of every environment. */
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
    throw new AddressPlanError([`environments: want one of ${known}, got "${name}"`]);
  }
  return network;
}

/** Beyond this many months a runway is not counted. */
export const longestRunwayMonths = 120;

/** Why there is no plan, one problem a line. */
export class AddressPlanError extends Error {
  public constructor(public readonly problems: readonly string[]) {
    super(["the address plan has problems:", ...problems.map((p) => `  - ${p}`)].join("\n"));
    this.name = "AddressPlanError";
  }
}
=======
export { type AddressLedger, emptyLedger, releaseEnvironment } from "./address-ledger";
export {
  type AddressSpacePlan,
  networkOf,
  type PlannedNetwork,
  type PlannedZone,
} from "./address-plan";
export { AddressPlanError } from "./address-plan-error";
export { firstMonth, longestRunwayMonths, runwayMonths } from "./runway";
>>>>>>> main

/**
 * Gives every environment, tier and zone addresses for the whole horizon. What the ledger holds
 * stays where it is; what is new, or has grown, gets further ranges. Pure, and the same for the
 * same demand and ledger.
 * @throws AddressPlanError with every problem by path, or with the tier and zone that do not fit.
 */
export function planAddressSpace(
  demand: AddressDemand,
  ledger: AddressLedger = emptyLedger,
): AddressSpacePlan {
  const issues = [...checkDemand(demand), ...checkLedger(ledger)];
  if (issues.length > 0) {
    throw new AddressPlanError(issues.map(issueText));
  }
  return new AddressPlanner(demand, ledger).plan();
}
