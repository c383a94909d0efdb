import fc from "fast-check";
import { Address4 } from "ip-address";
import { describe, expect, it } from "vitest";

import { checkAddressPlanArgs, planAddresses } from "../../components/network";

const zones = ["a", "b", "c", "d"];
const cases = fc.record({
  vpcPrefix: fc.integer({ min: 16, max: 22 }),
  podPrefix: fc.integer({ min: 16, max: 26 }),
  count: fc.integer({ min: 1, max: 4 }),
});
const argsOf = ({
  vpcPrefix,
  podPrefix,
  count,
}: Record<"vpcPrefix" | "podPrefix" | "count", number>) => ({
  cidr: `10.20.0.0/${vpcPrefix}`,
  podCidr: `100.64.0.0/${podPrefix}`,
  zones: zones.slice(0, count),
});
const bounds = (cidr: string) => {
  const range = new Address4(cidr);
  return [range.startAddress().bigInt(), range.endAddress().bigInt()] as const;
};

describe("planAddresses", () => {
  it("gives the ranges worked out by hand", () => {
    const plan = planAddresses({
      cidr: "10.0.0.0/16",
      podCidr: "100.64.0.0/16",
      zones: ["a", "b"],
    });
    expect(plan).toEqual([
      { tier: "public", zone: "a", cidr: "10.0.0.0/22", usable: 1019 },
      { tier: "public", zone: "b", cidr: "10.0.4.0/22", usable: 1019 },
      { tier: "data", zone: "a", cidr: "10.0.16.0/22", usable: 1019 },
      { tier: "data", zone: "b", cidr: "10.0.20.0/22", usable: 1019 },
      { tier: "nodes", zone: "a", cidr: "10.0.64.0/20", usable: 4091 },
      { tier: "nodes", zone: "b", cidr: "10.0.80.0/20", usable: 4091 },
      { tier: "pods", zone: "a", cidr: "100.64.0.0/18", usable: 16379 },
      { tier: "pods", zone: "b", cidr: "100.64.64.0/18", usable: 16379 },
    ]);
  });

  it("never overlaps, stays inside its range, is aligned and of a size that AWS takes", () => {
    fc.assert(
      fc.property(cases, (shape) => {
        const args = argsOf(shape);
        const plan = planAddresses(args);
        const spans = plan.map(({ cidr }) => bounds(cidr)).sort(([a], [b]) => (a < b ? -1 : 1));
        spans.slice(1).forEach(([start], i) => {
          expect(start).toBeGreaterThan(spans[i]?.[1] ?? 0n);
        });
        for (const { tier, cidr } of plan) {
          const range = new Address4(cidr);
          expect(range.isInSubnet(new Address4(tier === "pods" ? args.podCidr : args.cidr))).toBe(
            true,
          );
          expect(range.startAddress().correctForm()).toBe(range.correctForm());
          expect(range.subnetMask).toBeLessThanOrEqual(28);
          expect(range.subnetMask).toBeGreaterThanOrEqual(16);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("moves nothing when a zone is added", () => {
    fc.assert(
      fc.property(cases, (shape) => {
        const after = planAddresses({ ...argsOf(shape), zones });
        expect(after).toEqual(expect.arrayContaining(planAddresses(argsOf(shape))));
      }),
      { numRuns: 500 },
    );
  });
});

describe("checkAddressPlanArgs", () => {
  it.each([
    [{ cidr: "10.0.0.0/15", zones: ["a"] }, "cidr"],
    [{ cidr: "10.0.0.0/23", zones: ["a"] }, "cidr"],
    [{ cidr: "10.0.0.1/16", zones: ["a"] }, "cidr"],
    [{ cidr: "10.0.0.0", zones: ["a"] }, "cidr"],
    [{ cidr: "10.0.0.0/16", podCidr: "10.1.0.0/16", zones: ["a"] }, "podCidr"],
    [{ cidr: "10.0.0.0/16", podCidr: "100.64.0.0/27", zones: ["a"] }, "podCidr"],
    [{ cidr: "10.0.0.0/16", zones: [] }, "zones"],
    [{ cidr: "10.0.0.0/16", zones: ["a", "a"] }, "zones"],
    [{ cidr: "10.0.0.0/16", zones: ["a", "b", "c", "d", "e"] }, "zones"],
  ])("refuses %j by %s", (args, path) => {
    expect(checkAddressPlanArgs(args).map((issue) => issue.path)).toEqual([path]);
  });
});
