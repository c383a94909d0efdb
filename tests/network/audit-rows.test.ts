import { describe, expect, it } from "vitest";

import { type AuditedRange } from "../../components/network";
import { nodes, told, vpc } from "./audited";

/** The only finding of some ranges. */
function fault(...ranges: AuditedRange[]): string | undefined {
  const found = told(...ranges);
  expect(found).toHaveLength(1);
  return found[0];
}

describe("one fault", () => {
  const prod: AuditedRange = { ...vpc, purpose: "prod" };

  it("of a malformed row has no followers in rows that are cut from it", () => {
    const wrong = { ...vpc, cidr: "10.0.0.0/161" };
    const cut = { ...nodes, within: "10.0.0.0/161" };
    expect(fault(wrong, cut, { ...nodes, cidr: "10.0.16.0/20", within: "dev" })).toContain(
      "malformed: ranges[0]",
    );
  });

  it("of two VPCs in one range is not told again of what is cut from them", () => {
    const loose: AuditedRange = { cidr: nodes.cidr, purpose: "a", kind: "subnet" };
    expect(fault(vpc, loose, prod, { ...loose, purpose: "b" })).toContain("overlap: ranges[2]");
    const named = (within: string) => ({ ...loose, within, purpose: `${within} a` });
    expect(fault(vpc, named("dev"), prod, named("prod"))).toContain("overlap: ranges[2]");
  });

  it("of a VPC's range is told of the VPC alone", () => {
    const second = { ...nodes, cidr: "10.0.16.0/20" };
    const moved = [nodes, second].map((row) => ({ ...row, within: "dev" }));
    expect(fault({ ...vpc, cidr: "10.9.0.0/16" }, ...moved)).toContain(
      "outside: ranges[0]: 10.9.0.0/16 (dev): it holds none of the 2 rows that are cut from it, such as ranges[1]",
    );
    expect(
      fault({ ...vpc, cidr: "172.17.0.0/16" }, { ...nodes, cidr: "172.17.0.0/20", within: "dev" }),
    ).toContain("unusable: ranges[0]");
  });

  it("of a row that is missing is told once of all that are cut from it", () => {
    const lone = [nodes, { ...nodes, cidr: "10.0.16.0/20" }, { ...nodes, cidr: "10.0.32.0/20" }];
    expect(fault(...lone)).toContain(
      "it is cut from 10.0.0.0/16, which no row has, nor any for the 2 others cut from it",
    );
  });
});

describe("rows without a use, without a range, and of a tier", () => {
  const app: AuditedRange = {
    cidr: "10.0.0.0/24",
    purpose: "app",
    tier: "app",
    needed: 200,
    growthPercent: 5,
  };
  const spare: AuditedRange = { cidr: "10.0.4.0/22", purpose: "spare" };

  it("lets a row grow into a free row beside it, and not into a reserved one", () => {
    expect(told(vpc, app, { ...spare, status: "free" })).toEqual([]);
    expect(told(vpc, app, { ...spare, status: "reserved" })[0]).toContain("runway: ranges[1]");
  });

  it.each<[string, Partial<AuditedRange>]>([
    ["of another tier", { tier: "data" }],
    ["of another zone", { zone: "b" }],
    ["of another VPC", { cidr: "10.1.0.0/22" }],
    ["of another routing domain", { domain: "lab" }],
    ["too narrow for a subnet", { cidr: "10.0.4.0/29" }],
  ])("lets no row grow into a free one %s", (_name, other) => {
    const others = { ...vpc, cidr: "10.1.0.0/16", purpose: "other" };
    const free: AuditedRange = { ...spare, status: "free", ...other };
    expect(told(vpc, others, { ...app, zone: "a" }, free)[0]).toContain("runway: ranges[2]");
  });

  it("makes no subnet of a free row that is too narrow for one", () => {
    const full = { ...app, needed: 253, growthPercent: 0 };
    const free: AuditedRange = { ...spare, status: "free", cidr: "10.0.4.0/28" };
    expect(told(vpc, full, free)).toEqual([]);
    expect(told(vpc, full, { ...free, cidr: "10.0.4.0/29" })).toHaveLength(1);
  });

  it("gives what is free once", () => {
    const second = { ...app, cidr: "10.0.1.0/24", purpose: "second" };
    const free: AuditedRange = { ...spare, cidr: "10.0.4.0/23", status: "free" };
    // Each needs 646 in month 24: 395 more than its 251, and the free one has 507.
    expect(told(vpc, app, second, free)).toEqual([
      "runway: ranges[2]: 10.0.1.0/24 (second): it holds 251, with 112 free beside it, and needs 378 in month 13 of 24; a /22 would last; want room for 646 addresses; widen it, or keep a free row beside it",
    ]);
  });

  it("takes a need that one row of a tier states for that of the tier's rows", () => {
    const rest: AuditedRange = { cidr: "10.0.4.0/22", purpose: "app 2", tier: "App" };
    expect(told(vpc, app, rest)).toEqual([]);
    expect(told(vpc, app, { ...rest, needed: 1 })).toHaveLength(1);
    expect(told(vpc, { ...app, zone: "a" }, { ...rest, zone: "b" })).toHaveLength(1);
  });

  it("tells of an overlap with a row that serves nobody", () => {
    expect(
      told(vpc, { ...spare, status: "reserved" }, { ...app, cidr: "10.0.4.0/24", needed: 1 }),
    ).toHaveLength(1);
  });

  it("divides a range among zones, and tells of sizes that do not fit", () => {
    const tier: AuditedRange = { cidr: "10.0.0.0/18", purpose: "app", zones: 3 };
    expect(told(vpc, { ...tier, size: "/20 each" })).toEqual([]);
    expect(told(vpc, tier)).toEqual([]);
    expect(told(vpc, { ...tier, size: "/19 each" })).toEqual([
      "size: ranges[1]: 10.0.0.0/18 (app): 3 zones of /19 take a /17; the range is a /18; want /20 or narrower; correct the size, the zones or the range",
    ]);
    expect(told(vpc, { ...tier, cidr: "10.0.0.0/27" })[0]).toContain(
      "AWS takes a subnet from /16 to /28, and each is a /29",
    );
    // 3 times 4091.
    expect(told(vpc, { ...tier, needed: 12273 })).toEqual([]);
    expect(told(vpc, { ...tier, needed: 12274 })).toHaveLength(1);
  });

  it("finds room for sizes without a range, the widest first, also in free rows", () => {
    const sizes = (...all: Partial<AuditedRange>[]): AuditedRange[] =>
      all.map((one, at) => ({ purpose: `tier ${at}`, zones: 1, ...one }));
    expect(told(vpc, ...sizes({ size: 4096 }, { size: "/17" }, { size: "/18" }))).toEqual([]);
    const free: AuditedRange = { cidr: "10.0.128.0/17", purpose: "later", status: "free" };
    expect(told(vpc, free, ...sizes({ size: "/17" }, { size: "/17" }))).toEqual([]);
    expect(
      told(vpc, { ...free, status: "reserved" }, ...sizes({ size: "/17" }, { size: "/17" })),
    ).toEqual([
      "room: ranges[3]: /17 (tier 1): it takes a /17 of ranges[0] 10.0.0.0/16 (dev), where none is left; want room for a /17 beside the other rows; narrow it, or widen what it is cut from",
    ]);
    expect(fault(vpc, ...sizes({ size: "/18" }, { size: "/17" }, { size: "/17" }))).toContain(
      "room: ranges[1]: /18 (tier 0)",
    );
    expect(told(vpc, ...sizes({ size: "/17 each", zones: 3 }))[0]).toContain(
      "it takes 3 times a /17 of ranges[0] 10.0.0.0/16 (dev), where 2 are left",
    );
  });

  it.each<[AuditedRange["size"], string]>([
    ["/33", "malformed"],
    ["20", "malformed"],
    ["large", "malformed"],
    ["/20-/22", "malformed"],
    [0, "malformed"],
    [-4096, "malformed"],
    [1e300, "malformed"],
    [Number.NaN, "malformed"],
    ["/29", "size"],
    [254, "count"],
  ])("finds the size %j at fault", (size, rule) => {
    expect(fault(vpc, { purpose: "x", tier: "x", size })).toContain(`${rule}: ranges[1]`);
  });

  it("finds a row with neither a range nor a size", () => {
    expect(fault({ purpose: "x" })).toContain("it has neither a range nor a size");
  });
});
