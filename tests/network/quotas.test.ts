import { describe, expect, it } from "vitest";

import {
  type CountedNetwork,
  networkAddressUnits,
  networkOf,
  planAddressSpace,
  quotaNeeds,
} from "../../components/network";

const demand = {
  region: "eu-west-1",
  zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  nodesByZone: 4,
  podsByNode: 110,
  loadBalancers: 2,
  dataByZone: 5,
  interfaceEndpoints: 3,
  clusters: 1,
  growthPercent: 0,
};
const plan = networkOf(
  planAddressSpace({
    ranges: ["10.0.0.0/8"],
    podRanges: ["100.64.0.0/10"],
    environments: { dev: demand },
  }),
  "dev",
);
const dev: CountedNetwork = { account: "main", demand, plan, nat: "per-zone", attached: true };

const needed = (networks: readonly CountedNetwork[], code: string) =>
  quotaNeeds(networks, 24)
    .filter((need) => need.code === code)
    .map((need) => need.needed);

/** Worked out by hand: 18 nodes (4 and two of an update, in 3 zones). */
describe("quotaNeeds", () => {
  it.each([
    ["VPCs", "L-F678F1CE", 1],
    // Six tiers in three zones.
    ["subnets", "L-407747CB", 18],
    ["ranges of a VPC", "L-83CA0A9D", 2],
    ["NAT gateways in a zone", "L-FE5A380F", 1],
    ["public addresses", "L-0263D0A3", 3],
    // 18 nodes x 2, a control plane's 4, (3 endpoints + 3 balancers + 1 attachment) x 3 zones, 3 NAT.
    ["interfaces", "L-DF5E4CA3", 36 + 4 + 21 + 3],
    ["interface endpoints", "L-29B6F2EB", 3],
    ["gateway endpoints", "L-1B52E74A", 2],
    ["clusters", "L-1194D53C", 1],
    ["node groups", "L-6D54EA21", 3],
    ["load balancers", "L-53DA6B97", 3],
    // 18 nodes x (2 interfaces + 8 blocks), 4, 5 x 3 of data, 6 x (7 x 3 zones + 3 NAT).
    ["network address units", "L-BB24F6E5", 180 + 4 + 15 + 144],
  ])("counts %s", (_name, code, count) => {
    expect(needed([dev], code)).toEqual([count]);
  });

  it("adds up what is of the region, takes the largest of what is of a VPC, and parts accounts", () => {
    const other: CountedNetwork = { ...dev, account: "prod", nat: "one" };
    expect(needed([dev, dev, other], "L-0263D0A3")).toEqual([6, 1]);
    expect(needed([dev, dev, other], "L-407747CB")).toEqual([18, 18]);
  });

  it("grows with the nodes", () => {
    const growing = { ...dev, demand: { ...demand, growthPercent: 5 } };
    expect(networkAddressUnits(growing, 24)).toBeGreaterThan(networkAddressUnits(growing, 0));
    expect(networkAddressUnits(growing, 0)).toBe(networkAddressUnits(dev, 24));
  });
});
