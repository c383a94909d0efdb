import type { Organization } from "./organization";

/** A stack of the organisation and the stacks that must be up before it. */
export interface PlannedStack {
  readonly name: string;
  readonly after: readonly string[];
}

/** All stacks of an organisation, each behind the ones that it reads. */
export function planStacks(organization: Organization): PlannedStack[] {
  const { accounts, environments, teams } = organization;
  const stack = (name: string, ...after: string[]): PlannedStack => ({ name, after });
  return [
    ...Object.keys(accounts).map((name) => stack(`account.${name}`)),
    stack("organization", ...Object.keys(accounts).map((name) => `account.${name}`)),
    stack("identity"),
    stack("tools", "identity"),
    ...Object.entries(environments).flatMap(([name, { account }]) => [
      stack(`network.${name}`, `account.${account}`),
      stack(`cluster.${name}`, `network.${name}`, `account.${account}`),
      stack(`services.${name}`, `cluster.${name}`, "identity", "organization"),
      stack(`environment.${name}`, `services.${name}`, "tools", "identity"),
    ]),
    ...Object.entries(teams).flatMap(([team, declared]) => [
      stack(`team.${team}`, "identity", "tools", `account.${organization.home.account}`),
      ...declared.environments.map((name) =>
        stack(`workspace.${team}.${name}`, `team.${team}`, `environment.${name}`),
      ),
    ]),
  ];
}

/**
 * The named stacks and all that must be up before them, in the plan's order. No names: all.
 * @throws Error that names a stack which is not in the plan, and those that are.
 */
export function narrowed(plan: readonly PlannedStack[], names: readonly string[]): PlannedStack[] {
  const wanted = new Set<string>();
  const visit = (name: string) => {
    const found = plan.find((stack) => stack.name === name);
    if (found === undefined) {
      const known = plan.map((stack) => stack.name).join(", ");
      throw new Error(`stack "${name}": want one of ${known}`);
    }
    if (!wanted.has(name)) {
      wanted.add(name);
      found.after.forEach(visit);
    }
  };
  names.forEach(visit);
  return names.length === 0 ? [...plan] : plan.filter(({ name }) => wanted.has(name));
}
