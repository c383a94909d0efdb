import type { AddressLedger } from "../../components/network/address-space";
import { AddressPlanError } from "../../components/network/address-space";
import type { Organization } from "../declarations/model";
import type { Problem } from "../declarations/problems";
import { plannedAddresses } from "../derived/addresses";
import { foundProblems } from "./found-problems";
import { givenOutProblems } from "./given-out";
import { outgrownProblems } from "./outgrown";
import { inFiles } from "./plan-problems";

/** What is wrong with the demand, by file; and what the plan adds to a ledger that should have it. */
export function addressProblems(organization: Organization): Problem[] {
  return once([...foundProblems(organization), ...planProblems(organization)]);
}

/** Each problem once: what holds for all environments is a fault of one file. */
function once(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function planProblems(organization: Organization): Problem[] {
  try {
    return ledgerProblems(organization.ledger, plannedAddresses(organization).ledger);
  } catch (error) {
    if (error instanceof AddressPlanError) {
      const outgrown = outgrownProblems(organization, error.issues);
      const givenOut = givenOutProblems(organization, outgrown.rest);
      return [
        ...outgrown.problems,
        ...givenOut.problems,
        ...givenOut.rest.map((issue) => inFiles(organization, issue)),
      ];
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
