import type { AddressLedger } from "../../components/network/address-space";
import { AddressPlanError } from "../../components/network/address-space";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { plannedAddresses } from "../derived/addresses";
import { foundProblems } from "./found-problems";
import { inFiles } from "./plan-problems";

/** What is wrong with the demand, by file; and what the plan adds to a ledger that should have it. */
export function addressProblems(organization: Organization): Problem[] {
  try {
    return [
      ...foundProblems(organization),
      ...ledgerProblems(organization.ledger, plannedAddresses(organization).ledger),
    ];
  } catch (error) {
    if (error instanceof AddressPlanError) {
      return error.issues.map(inFiles);
    }
    throw error;
  }
}

function ledgerProblems(committed: AddressLedger, planned: AddressLedger): Problem[] {
  const added = Object.entries(planned.ranges).filter(
    ([key, cidrs]) => cidrs.length > (committed.ranges[key]?.length ?? 0),
  );
  const [first] = added;
  if (first === undefined) {
    return [];
  }
  const [key, cidrs] = first;
  const more = added.length === 1 ? "" : ` and ${added.length - 1} more`;
  return [
    {
      file: "addresses.json",
      path: "ranges",
      kind: "ledger",
      want: `what this plan gives out, "${key}": ${JSON.stringify(cidrs)}${more}`,
      fix: "run groundwork check network --write and commit the file",
    },
  ];
}
