import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { scorecard } from "../../stacks/reports/capabilities";
import { loadOrganization } from "../../stacks/organization";
import { planStacks } from "../../stacks/derived/plan";

const organization = loadOrganization(join(__dirname, "../../organization"));
const planned = planStacks(organization).map(({ name }) => name);
const states = (up: readonly string[]) => scorecard(organization, planned, up).map((s) => s.state);

describe("scorecard", () => {
  it("finds all seven present when everything is up", () => {
    expect(states(planned)).toEqual(Array<string>(7).fill("present"));
  });

  it("finds all seven missing when nothing is up", () => {
    expect(states([])).toEqual(Array<string>(7).fill("missing"));
  });

  it("says which stacks a capability still lacks", () => {
    const up = planned.filter((name) => name !== "network.prod");
    const network = scorecard(organization, planned, up)[2];
    expect(network).toMatchObject({
      capability: "cloud network",
      state: "partly",
      evidence: ["account.nonprod", "account.prod", "network.dev"],
      missing: ["network.prod"],
    });
  });
});
