import { type Issue, issueText } from "../../lib/arg-issue";

/** Why there is no plan of addresses. */
export interface PlanIssue extends Issue {
  /** The environment, or the key of the ledger, that `path` is inside of; else it is the demand. */
  readonly of?: { readonly environment: string } | { readonly ledger: string };
}

/** Why there is no plan, with every issue. */
export class AddressPlanError extends Error {
  public constructor(public readonly issues: readonly PlanIssue[]) {
    super(
      ["the address plan has problems:", ...issues.map((i) => `  - ${planText(i)}`)].join("\n"),
    );
    this.name = "AddressPlanError";
  }
}

function planText({ of, path, ...issue }: PlanIssue): string {
  const around =
    of === undefined
      ? []
      : ["environment" in of ? `environments.${of.environment}` : `ledger ${of.ledger}`];
  return issueText({ ...issue, path: [...around, path].filter((part) => part !== "").join(".") });
}
