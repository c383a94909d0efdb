import { type AddressLedger, checkLedger, emptyLedger } from "./internal/address-ledger";
import type { AddressSpacePlan } from "./internal/address-plan";
import { AddressPlanError } from "./internal/address-plan-error";
import { AddressPlanner } from "./internal/address-planner";
import type { AddressDemand } from "./demand";
import { checkDemand } from "./demand-issues";

export { type AddressLedger, emptyLedger, releaseEnvironment } from "./internal/address-ledger";
export {
  type AddressSpacePlan,
  networkOf,
  type PlannedNetwork,
  type PlannedZone,
} from "./internal/address-plan";
export { AddressPlanError, type PlanIssue } from "./internal/address-plan-error";
export { longestRunwayMonths, runwayMonths } from "./internal/runway";

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
    throw new AddressPlanError(issues);
  }
  return new AddressPlanner(demand, ledger).plan();
}
