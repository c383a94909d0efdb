import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { AddressPlanError, type PlannedZone } from "../components/network/address-space";
import { addressProblems, plannedAddresses } from "./addresses";
import { reachable } from "./connectivity";
import { OrganizationError, readOrganization } from "./organization";

/** One zone of one tier, as `groundwork check network --json` prints it. */
export interface ReportedZone {
  /** Its subnets, oldest first. */
  readonly cidr: readonly string[];
  /** Addresses that they hold; for pods, those in whole /28 blocks. */
  readonly usable: number;
  /** Addresses needed today and at the end of each month up to the horizon. */
  readonly neededByMonth: readonly number[];
  /** Months until the need is more than the subnets hold, 120 at the most. */
  readonly runwayMonths: number;
}

export interface ReportedNetwork {
  readonly region: string;
  /** The VPC's ranges: the first is its own, the others are secondary. */
  readonly cidrs: readonly string[];
  readonly podCidrs: readonly string[];
  /** By tier and zone. */
  readonly tiers: Readonly<Record<string, Readonly<Record<string, ReportedZone>>>>;
}

/** The reservation table of an organisation. */
export interface AddressReport {
  readonly horizonMonths: number;
  readonly environments: Readonly<Record<string, ReportedNetwork>>;
  /** Which networks each one reaches; one that is not in it reaches none. */
  readonly reaches: Readonly<Record<string, readonly string[]>>;
  /** What is wrong, one problem a line: a ledger that lacks what the plan gives out. */
  readonly problems: readonly string[];
}

/**
 * The plan of an organisation's networks.
 * @param write Whether to write what it gives out to the folder's `addresses.json`.
 * @throws OrganizationError when there is no plan, with every problem by file and path.
 */
export function addressReport(directory: string, write: boolean): AddressReport {
  const organization = readOrganization(directory);
  const plan = planned();
  if (write) {
    writeFileSync(join(directory, "addresses.json"), `${JSON.stringify(plan.ledger, null, 2)}\n`);
  }
  const found = addressProblems(write ? { ...organization, ledger: plan.ledger } : organization);
  return {
    horizonMonths: plan.horizonMonths,
    environments: Object.fromEntries(
      Object.entries(plan.environments).map(([name, { zones, ...network }]) => [
        name,
        { ...network, tiers: byTier(zones) },
      ]),
    ),
    reaches: reachable(organization),
    problems: found.map((problem) => join(directory, problem)),
  };

  function planned() {
    try {
      return plannedAddresses(organization);
    } catch (error) {
      if (error instanceof AddressPlanError) {
        throw new OrganizationError(
          addressProblems(organization).map((problem) => join(directory, problem)),
        );
      }
      throw error;
    }
  }
}

function byTier(zones: readonly PlannedZone[]): Record<string, Record<string, ReportedZone>> {
  const tiers: Record<string, Record<string, ReportedZone>> = {};
  for (const { tier, zone, cidrs, ...numbers } of zones) {
    (tiers[tier] ??= {})[zone] = { cidr: cidrs, ...numbers };
  }
  return tiers;
}
