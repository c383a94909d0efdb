import { describe, expect, it } from "vitest";

import { type AuditedRange, auditRanges } from "../../components/network";
import { nodes, told, vpc } from "./audited";

describe("auditRanges", () => {
  it("finds nothing in a sound plan", () => {
    expect(
      told(
        { cidr: "10.0.0.0/8", purpose: "all of ours" },
        { ...vpc, within: "10.0.0.0/8", addresses: 65536 },
        { ...nodes, addresses: 4091, needed: 1200, growthPercent: 5 },
        { ...nodes, cidr: "10.0.16.0/20", purpose: "dev data a", addresses: 4096 },
        { cidr: "172.16.0.0/12", purpose: "the private offices" },
        { cidr: "100.64.0.0/16", purpose: "pods of dev", domain: "dev" },
        { cidr: "100.64.0.0/16", purpose: "pods of prod", domain: "prod" },
      ),
    ).toEqual([]);
  });

  it("takes a subnet without its VPC's range to be cut from the VPC around it", () => {
    const loose: AuditedRange = { cidr: nodes.cidr, purpose: nodes.purpose, kind: "subnet" };
    expect(told(vpc, loose)).toEqual([]);
    expect(told(loose, vpc)).toEqual([]);
    expect(told(vpc, loose, { ...loose, cidr: "10.0.8.0/21" })).toHaveLength(1);
  });

  it("takes a public range that its label calls so", () => {
    expect(told({ cidr: "52.0.0.0/16", purpose: "our public space", kind: "vpc" })).toEqual([]);
  });

  it.each<[string, AuditedRange[], string]>([
    [
      "a range that is none",
      [{ cidr: "ten", purpose: "x" }],
      "malformed: ranges[0]: ten (x): want an IPv4 network such as 10.0.0.0/16",
    ],
    [
      "a prefix that is none",
      [{ cidr: "10.0.0.0/33", purpose: "x" }],
      "malformed: ranges[0]: 10.0.0.0/33 (x): want an IPv4 network",
    ],
    [
      "an address without a prefix",
      [{ cidr: "10.0.0.0", purpose: "x" }],
      "malformed: ranges[0]: 10.0.0.0 (x): want an IPv4 network",
    ],
    [
      "an octet too large",
      [{ cidr: "10.0.256.0/24", purpose: "x" }],
      "malformed: ranges[0]: 10.0.256.0/24 (x): want an IPv4 network",
    ],
    [
      "bits behind the prefix",
      [{ cidr: "10.0.24.0/20", purpose: "x" }],
      "malformed: ranges[0]: 10.0.24.0/20 (x): it has bits behind its prefix; the network is 10.0.16.0/20",
    ],
    [
      "a VPC too wide",
      [{ ...vpc, cidr: "10.0.0.0/15" }],
      "size: ranges[0]: 10.0.0.0/15 (dev): AWS takes a vpc from /16 to /28",
    ],
    [
      "a subnet too narrow",
      [{ ...vpc }, { ...nodes, cidr: "10.0.0.0/29" }],
      "size: ranges[1]: 10.0.0.0/29 (dev nodes a): AWS takes a subnet from /16 to /28",
    ],
    [
      "a wrong count",
      [{ ...vpc, addresses: 65534 }],
      "count: ranges[0]: 10.0.0.0/16 (dev): it states 65534 addresses; a /16 has 65536",
    ],
    [
      "a count that forgets what AWS keeps",
      [vpc, { ...nodes, addresses: 4094 }],
      "count: ranges[1]: 10.0.0.0/20 (dev nodes a): it states 4094 addresses; a /20 has 4096, of which AWS leaves 4091",
    ],
    [
      "a subnet outside its VPC",
      [vpc, { ...nodes, cidr: "10.1.0.0/20" }],
      "outside: ranges[1]: 10.1.0.0/20 (dev nodes a): it is not inside 10.0.0.0/16, which it is cut from",
    ],
    [
      "a subnet wider than its VPC",
      [
        { ...vpc, cidr: "10.0.0.0/18" },
        { ...nodes, cidr: "10.0.0.0/17", within: "10.0.0.0/18" },
      ],
      "outside: ranges[1]: 10.0.0.0/17",
    ],
    [
      "two subnets that overlap",
      [vpc, nodes, { ...nodes, cidr: "10.0.8.0/21", purpose: "dev data a" }],
      "overlap: ranges[2]: 10.0.8.0/21 (dev data a): it overlaps ranges[1] 10.0.0.0/20 (dev nodes a)",
    ],
    [
      "a VPC that an office uses",
      [vpc, { cidr: "10.0.128.0/24", purpose: "the office" }],
      "overlap: ranges[1]: 10.0.128.0/24 (the office): it overlaps ranges[0] 10.0.0.0/16 (dev)",
    ],
    [
      "a label that names another range",
      [{ ...vpc, purpose: "dev 10.1.0.0/16" }],
      "label: ranges[0]: 10.0.0.0/16 (dev 10.1.0.0/16): its label says 10.1.0.0/16",
    ],
    [
      "public addresses called private",
      [{ cidr: "172.32.0.0/16", purpose: "private: lab" }],
      "label: ranges[0]: 172.32.0.0/16 (private: lab): its label says private, and the range is public address space",
    ],
    [
      "a VPC where services of AWS are",
      [{ cidr: "172.17.0.0/16", purpose: "dev", kind: "vpc" }],
      "unusable: ranges[0]: 172.17.0.0/16 (dev): services of AWS use 172.17.0.0/16 inside",
    ],
    [
      "a VPC of the internet's addresses",
      [{ cidr: "172.32.0.0/16", purpose: "dev", kind: "vpc" }],
      "unusable: ranges[0]: 172.32.0.0/16 (dev): it is public address space; say public in its label if it is yours",
    ],
    [
      "a range that is cut from none",
      [{ ...vpc, within: "10.0.0.0/8" }],
      "outside: ranges[0]: 10.0.0.0/16 (dev): it is cut from 10.0.0.0/8, which no row has",
    ],
    [
      "a leading zero",
      [{ cidr: "10.020.0.0/16", purpose: "dev" }],
      "malformed: ranges[0]: 10.020.0.0/16 (dev): it has a leading zero, which some programs read as octal; want 10.20.0.0/16",
    ],
    [
      "too little room",
      [vpc, { ...nodes, cidr: "10.0.0.0/24", needed: 200, growthPercent: 5 }],
      // 200 x 1.05^5 = 255.3 is the first above 251; in month 24 it is 645.1, and a /22 holds 1019.
      "runway: ranges[1]: 10.0.0.0/24 (dev nodes a): it holds 251 and needs 256 in month 5 of 24; a /22 would last",
    ],
    [
      "no room today",
      [{ cidr: "10.0.0.0/30", purpose: "link", needed: 5 }],
      "runway: ranges[0]: 10.0.0.0/30 (link): it holds 4 and needs 5 in month 0 of 24; a /29 would last",
    ],
  ])("finds %s", (_case, ranges, finding) => {
    const found = told(...ranges);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(finding);
  });

  it("finds a subnet that lies in another's VPC outside its own, and says in which", () => {
    const prod = { ...vpc, cidr: "10.1.0.0/16", purpose: "prod" };
    expect(told(vpc, prod, { ...nodes, within: "10.1.0.0/16" })).toEqual([
      "outside: ranges[2]: 10.0.0.0/20 (dev nodes a): it is not inside 10.1.0.0/16, which it is cut from, but in ranges[0] 10.0.0.0/16 (dev); want a range inside 10.1.0.0/16; correct one of the two",
    ]);
  });

  it("finds an overlap once for each pair, and not across routing domains", () => {
    const pods = { cidr: "100.64.0.0/16", purpose: "pods" };
    expect(
      told(pods, { ...pods, cidr: "100.64.0.0/17" }, { ...pods, cidr: "100.64.0.0/18" }),
    ).toEqual(
      [
        [1, "17", 0, "16"],
        [2, "18", 0, "16"],
        [2, "18", 1, "17"],
      ].map(
        ([later, narrow, earlier, wide]) =>
          `overlap: ranges[${later}]: 100.64.0.0/${narrow} (pods): it overlaps ranges[${earlier}] 100.64.0.0/${wide} (pods); want addresses of its own; move one of them, or say which is cut from the other`,
      ),
    );
    expect(told({ ...pods, domain: "a" }, { ...pods, domain: "b" })).toEqual([]);
  });

  it("finds each row that repeats another, and one range under two names as an overlap", () => {
    const pods = { cidr: "100.64.0.0/16", purpose: "pods" };
    expect(told(pods, pods, { ...pods, purpose: "other" }, pods)).toEqual([
      "duplicate: ranges[1]: 100.64.0.0/16 (pods): ranges[0] is the same row; want each range in one row; remove one of them",
      "overlap: ranges[2]: 100.64.0.0/16 (other): it overlaps ranges[0] 100.64.0.0/16 (pods); want addresses of its own; move one of them, or say which is cut from the other",
      "duplicate: ranges[3]: 100.64.0.0/16 (pods): ranges[0] is the same row; want each range in one row; remove one of them",
    ]);
  });

  it("names key, value, what is wanted and what to do", () => {
    expect(auditRanges([{ ...vpc, addresses: 65534 }], 24)).toEqual([
      {
        rule: "count",
        path: "ranges[0]",
        column: "addresses",
        value: 65534,
        want: "65536",
        fix: "correct the number or the range",
        message:
          "10.0.0.0/16 (dev): it states 65534 addresses; a /16 has 65536; want 65536; correct the number or the range",
      },
    ]);
  });
});
