import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { PlannedZone } from "../../components/network/address-space";
import { AddressPlanError } from "../../components/network/address-space";
import type { QuotaNeed } from "../../components/network/quota-needs";
import { addressProblems } from "../checks/address-problems";
import { plannedAddresses, plannedQuotas } from "../derived/addresses";
import { foundNetworks } from "../derived/found-networks";
import { grantedQuotas, quotaKey } from "../declarations/granted-quotas";
import { inFolder, type Problem } from "../declarations/problems";
import { reachable } from "../derived/connectivity";
import { UnknownKeyError } from "../derived/required";
import { OrganizationError, readOrganization } from "../organization";

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

/** The network of one environment. */
export interface ReportedNetwork {
  readonly region: string;
  /** The VPC's ranges: the first is its own, the others are secondary. */
  readonly cidrs: readonly string[];
  readonly podCidrs: readonly string[];
  /** By tier and zone. */
  readonly tiers: Readonly<Record<string, Readonly<Record<string, ReportedZone>>>>;
}

/** A quota with the value that an account has: its own list's, or AWS's default. */
export interface ReportedQuota extends QuotaNeed {
  readonly granted: number;
}

/** The reservation table of an organisation. */
export interface AddressReport {
  readonly horizonMonths: number;
  readonly environments: Readonly<Record<string, ReportedNetwork>>;
  /** Which networks each one reaches; one that is not in it reaches none. */
  readonly reaches: Readonly<Record<string, readonly string[]>>;
  /** Quotas of AWS that the networks need at the horizon, by account and region. */
  readonly quotas: readonly ReportedQuota[];
  /** Problems, such as a ledger that lacks ranges of the plan, or a quota that is too small. */
  readonly problems: readonly Problem[];
}

/** Choices of the caller; each may be omitted. */
export interface ReportOptions {
  /** Write the plan's ranges to the folder's `addresses.json`. */
  readonly write?: boolean;
  /** Files with the quotas that accounts have, by `<account>/<region>`. */
  readonly granted?: Readonly<Record<string, string>>;
}

/**
 * The plan of an organisation's networks.
 * @throws OrganizationError when there is no plan, with every problem by file and path.
 */
export function addressReport(
  directory: string,
  { write = false, granted = {} }: ReportOptions = {},
): AddressReport {
  const organization = readOrganization(directory);
  const plan = planned();
  if (write) {
    writeFileSync(join(directory, "addresses.json"), `${JSON.stringify(plan.ledger, null, 2)}\n`);
  }
  const found = addressProblems(write ? { ...organization, ledger: plan.ledger } : organization);
  const quotas = withGranted(plannedQuotas(organization), granted);
  return {
    horizonMonths: plan.horizonMonths,
    environments: Object.fromEntries(
      Object.entries({ ...plan.environments, ...foundNetworks(organization) }).map(
        ([name, { zones, ...network }]) => [name, { ...network, tiers: byTier(zones) }],
      ),
    ),
    reaches: reachable(organization),
    quotas,
    problems: [
      ...found.map((problem) => inFolder(directory, problem)),
      ...quotas.flatMap((quota) => lacking(quota, granted)),
    ],
  };

  function planned() {
    try {
      return plannedAddresses(organization);
    } catch (error) {
      if (error instanceof AddressPlanError) {
        throw new OrganizationError(
          addressProblems(organization).map((problem) => inFolder(directory, problem)),
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

function withGranted(
  needs: readonly QuotaNeed[],
  files: Readonly<Record<string, string>>,
): ReportedQuota[] {
  const places = new Set(needs.map(({ account, region }) => `${account}/${region}`));
  const read = new Map(
    Object.entries(files).map(([place, file]) => {
      if (!places.has(place)) {
        throw new UnknownKeyError("--quotas", [...places], place);
      }
      return [place, grantedQuotas(file)];
    }),
  );
  return needs.map((need) => ({
    ...need,
    granted:
      read.get(`${need.account}/${need.region}`)?.get(quotaKey(need.service, need.code)) ??
      need.byDefault,
  }));
}

function lacking(quota: ReportedQuota, files: Readonly<Record<string, string>>): Problem[] {
  const { account, region, service, code, name, needed, granted } = quota;
  const file = files[`${account}/${region}`];
  return file === undefined || needed <= granted
    ? []
    : [
        {
          file,
          path: `account ${account}, ${region}`,
          kind: "quota",
          because: name,
          want: String(needed),
          got: granted,
          fix:
            `aws service-quotas request-service-quota-increase --region ${region} ` +
            `--service-code ${service} --quota-code ${code} --desired-value ${needed}`,
        },
      ];
}
