import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { contracts } from "../../stacks/contracts";
import { layerNames } from "../../stacks/derived/layers";
import { loadOrganization } from "../../stacks/organization";
import { narrowed, planBatches, planStacks } from "../../stacks/derived/plan";

const organization = loadOrganization(join(__dirname, "../../organization"));
const plan = planStacks(organization);
const after = (name: string) => plan.find((stack) => stack.name === name)?.after;

describe("planStacks", () => {
  it("gives the reference organisation 22 stacks, each once", () => {
    const names = plan.map(({ name }) => name);
    expect(names).toHaveLength(22);
    expect(new Set(names).size).toBe(22);
  });

  it("puts no stack before one that it reads", () => {
    const seen = new Set<string>();
    for (const stack of plan) {
      expect(
        stack.after.filter((name) => !seen.has(name)),
        stack.name,
      ).toEqual([]);
      seen.add(stack.name);
    }
  });

  it("lets a team's workspace wait for its team and its environment", () => {
    expect(after("workspace.payments.dev")).toEqual(["team.payments", "environment.dev"]);
  });
});

describe("a company's own stacks", () => {
  const stacks = {
    last: { reads: ["dashboards", "team.payments"] },
    dashboards: { reads: ["network.prod", "network.dev"] },
    reports: { reads: ["identity"] },
    alone: {},
  };
  const more = { ...organization, stacks };

  it("have names that no layer has", () => {
    expect(layerNames).toEqual(Object.keys(contracts));
  });

  it("come behind the stacks that they read, and each other", () => {
    const names = planStacks(more).map(({ name }) => name);
    expect(names.slice(-4)).toEqual(["dashboards", "last", "reports", "alone"]);
    expect(narrowed(planStacks(more), ["reports"]).map(({ name }) => name)).toEqual([
      "identity",
      "reports",
    ]);
  });

  it("come up with the last environment that they read, or with what all share", () => {
    const placed = planBatches(more).flatMap(({ name, stacks: own }) =>
      own.filter((stack) => Object.hasOwn(stacks, stack)).map((stack) => [stack, name]),
    );
    expect(Object.fromEntries(placed)).toEqual({
      dashboards: "prod",
      last: "prod",
      reports: "shared",
      alone: "shared",
    });
  });
});

describe("planBatches", () => {
  const batches = planBatches(organization);

  it("has every stack once, each behind what it reads", () => {
    const seen = new Set<string>();
    for (const { stacks } of batches) {
      for (const name of stacks) {
        expect(seen.has(name), name).toBe(false);
        expect(
          (after(name) ?? []).filter((other) => !seen.has(other) && !stacks.includes(other)),
        ).toEqual([]);
        seen.add(name);
      }
    }
    expect([...seen].sort()).toEqual(plan.map(({ name }) => name).sort());
  });

  it("runs each with the credentials and behind the approval of its account", () => {
    expect(
      batches.map(({ kind, name, approval, accountId }) => [kind, name, approval, accountId]),
    ).toEqual([
      ["account", "nonprod", "nonprod", "111111111111"],
      ["account", "prod", "prod", "222222222222"],
      ["shared", "shared", "prod", "222222222222"],
      ["environment", "dev", "nonprod", "111111111111"],
      ["environment", "prod", "prod", "222222222222"],
    ]);
  });

  it("takes environments by promotion, not by name", () => {
    const { dev, prod } = organization.environments;
    const swapped = {
      ...organization,
      environments: { alpha: { ...prod!, after: "beta" }, beta: { ...dev! } },
      teams: {},
    };
    const names = planBatches(swapped).filter(({ kind }) => kind === "environment");
    expect(names.map(({ name }) => name)).toEqual(["beta", "alpha"]);
  });
});

describe("narrowed", () => {
  it("keeps what the named stacks need, and no more", () => {
    expect(narrowed(plan, ["network.dev"]).map(({ name }) => name)).toEqual([
      "account.nonprod",
      "network.dev",
    ]);
  });

  it("keeps all when none is named", () => {
    expect(narrowed(plan, [])).toEqual(plan);
  });

  it("names the stacks that there are", () => {
    expect(() => narrowed(plan, ["network.test"])).toThrow(
      "stack: want one of account.nonprod, account.prod, organization",
    );
  });
});
