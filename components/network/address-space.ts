import { type AddressLedger, checkLedger, emptyLedger } from "./address-ledger";
import type { AddressSpacePlan } from "./address-plan";
import { AddressPlanError } from "./address-plan-error";
import { AddressPlanner } from "./address-planner";
import type { AddressDemand } from "./demand";
import { checkDemand } from "./demand-issues";

export { type AddressLedger, emptyLedger, releaseEnvironment } from "./address-ledger";
export {
  type AddressSpacePlan,
  networkOf,
  type PlannedNetwork,
  type PlannedZone,
} from "./address-plan";
export { AddressPlanError, type PlanIssue } from "./address-plan-error";
export { firstMonth, longestRunwayMonths, runwayMonths } from "./runway";

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
