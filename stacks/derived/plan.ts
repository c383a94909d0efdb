import { attached, peeredBefore, promoted } from "./connectivity";
import type { Organization } from "../declarations/model";
import { required, UnknownKeyError } from "./required";

/** A stack of the organisation and the stacks that must be up before it. */
export interface PlannedStack {
  readonly name: string;
  readonly after: readonly string[];
}

/** All stacks of an organisation, each behind the ones that it reads. */
export function planStacks(organization: Organization): PlannedStack[] {
  const { accounts, environments, teams } = organization;
  const spokes = attached(organization);
  const stack = (name: string, ...after: string[]): PlannedStack => ({ name, after });
  return [
    ...Object.keys(accounts).map((name) => stack(`account.${name}`)),
    stack("organization", ...Object.keys(accounts).map((name) => `account.${name}`)),
    stack("identity"),
    stack("tools", "identity"),
    ...Object.entries(environments).flatMap(([name, { account }]) => [
      stack(
        `network.${name}`,
        `account.${account}`,
        ...(spokes.includes(name) ? ["organization"] : []),
        ...peeredBefore(organization, name).map((other) => `network.${other}`),
      ),
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
    ...ownStacks(organization),
  ];
}

/** The company's own stacks, each behind the ones of them that it reads. */
function ownStacks({ stacks = {} }: Organization): PlannedStack[] {
  const ordered = new Map<string, PlannedStack>();
  const begun = new Set<string>();
  const visit = (name: string) => {
    if (!begun.has(name) && Object.hasOwn(stacks, name)) {
      begun.add(name);
      const after = stacks[name]?.reads ?? [];
      after.forEach(visit);
      ordered.set(name, { name, after });
    }
  };
  Object.keys(stacks).forEach(visit);
  return [...ordered.values()];
}

/** Stacks that one run of CI brings up: with one account's credentials, behind one approval. */
export interface Batch {
  readonly name: string;
  /** `account` ones come first, then the `shared` one, then the `environment`s by promotion. */
  readonly kind: "account" | "shared" | "environment";
  /** Environment of the platform's repository that the run waits for: the account's name. */
  readonly approval: string;
  readonly accountId: string;
  readonly region: string;
  readonly stacks: readonly string[];
}

/** The plan in batches, in the order in which CI runs them. */
export function planBatches(organization: Organization): Batch[] {
  const { accounts, environments, home } = organization;
  const plan = planStacks(organization).map(({ name }) => name);
  const batch = (
    kind: Batch["kind"],
    name: string,
    { account, region }: Organization["home"],
    isIn: (stack: string) => boolean,
  ): Batch => ({
    name,
    kind,
    approval: account,
    accountId: required(accounts, account, `account of ${kind} ${name}`),
    region,
    stacks: plan.filter(isIn),
  });
  const own = Object.keys(accounts).map((account) =>
    batch("account", account, { account, region: home.region }, (s) => s === `account.${account}`),
  );
  const order = promoted(environments);
  const placed = lastEnvironments(organization, order);
  const byEnvironment = order.map((name) =>
    batch(
      "environment",
      name,
      required(environments, name, "environments"),
      (s) => placed.get(s) === name,
    ),
  );
  const taken = new Set([...own, ...byEnvironment].flatMap(({ stacks }) => stacks));
  return [...own, batch("shared", "shared", home, (stack) => !taken.has(stack)), ...byEnvironment];
}

/**
 * The environment with which each stack comes up: its own, or of the company's own stacks the last one
 * that they read.
 */
function lastEnvironments(
  organization: Organization,
  order: readonly string[],
): Map<string, string | undefined> {
  const placed = new Map<string, string | undefined>();
  for (const { name, after } of planStacks(organization)) {
    const read = Object.hasOwn(organization.stacks ?? {}, name)
      ? order.findLast((environment) => after.some((other) => placed.get(other) === environment))
      : environmentOf(name);
    placed.set(name, read);
  }
  return placed;
}

/** The environment that a stack belongs to; none if all environments share the stack. */
export function environmentOf(stack: string): string | undefined {
  const [layer = "", ...keys] = stack.split(".");
  return environmentLayers.has(layer) ? keys.at(-1) : undefined;
}

const environmentLayers = new Set(["network", "cluster", "services", "environment", "workspace"]);

/**
 * The named stacks and every stack that must be up before them, in the plan's order; all if none is named.
 * @throws UnknownKeyError that names a stack which is not in the plan, and those that are.
 */
export function narrowed(plan: readonly PlannedStack[], names: readonly string[]): PlannedStack[] {
  const wanted = new Set<string>();
  const visit = (name: string) => {
    const found = plan.find((stack) => stack.name === name);
    if (found === undefined) {
      const known = plan.map((stack) => stack.name);
      throw new UnknownKeyError("stack", known, name);
    }
    if (!wanted.has(name)) {
      wanted.add(name);
      found.after.forEach(visit);
    }
  };
  names.forEach(visit);
  return names.length === 0 ? [...plan] : plan.filter(({ name }) => wanted.has(name));
}
