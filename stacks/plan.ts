import type { Organization } from "./organization";

/** A stack of the organisation and the stacks that must be up before it. */
export interface PlannedStack {
  readonly name: string;
  readonly after: readonly string[];
}

/** All stacks of an organisation, each behind the ones that it reads. */
export function planStacks(organization: Organization): PlannedStack[] {
  return Object.keys(organization.environments).map((name) => ({
    name: `network.${name}`,
    after: [],
  }));
}
