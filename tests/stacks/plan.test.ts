import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { loadOrganization } from "../../stacks/organization";
import { narrowed, planStacks } from "../../stacks/plan";

const plan = planStacks(loadOrganization(join(__dirname, "../../stacks/organization")));
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
      'stack "network.test": want one of account.nonprod, account.prod, organization',
    );
  });
});
