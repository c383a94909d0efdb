import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { auditFile } from "../../stacks/checks/address-audit";
import { planCases } from "./address-audit-plans";
import { oldCases, refusedTables } from "./address-audit-refused";
import { tableCases } from "./address-audit-tables";

const folder = mkdtempSync(join(tmpdir(), "groundwork-address-audit-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function audit(text: string, name = "plan.csv") {
  const file = join(folder, name);
  writeFileSync(file, text);
  return auditFile(file);
}

/** The findings of a table as the command prints them, without the file. */
const told = (text: string, name?: string) =>
  audit(text, name).findings.map(
    ({ rule, path, column, message }) => `${rule}: ${path}, ${column}: ${message}`,
  );

const refusal = (text: string, name?: string): string => {
  try {
    audit(text, name);
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing is refused";
};

describe("the audit of a table", () => {
  it.each([...tableCases, ...planCases, ...oldCases])(
    "tells the faults of %s",
    (_name, text, findings) => {
      const found = told(text);
      expect(found.map((one, at) => one.slice(0, findings[at]?.length ?? one.length))).toEqual(
        findings,
      );
    },
  );

  it.each(refusedTables)("refuses %s", (_name, text, problem) => {
    expect(refusal(text)).toContain(`plan.csv is no plan of addresses:\n  - `);
    expect(refusal(text)).toContain(problem);
    expect(refusal(text).split("\n")).toHaveLength(2);
  });

  it("names file, line, column, value, what is wanted and what to do", () => {
    const { findings } = audit("Range,Name\n10.0.0.0/24,a\n10.0.0.0/25,b\n");
    expect(findings).toEqual([
      {
        file: join(folder, "plan.csv"),
        rule: "overlap",
        path: "line 3",
        column: "Range",
        value: "10.0.0.0/25",
        want: "addresses of its own",
        fix: "move one of them, or say which is cut from the other",
        message:
          "10.0.0.0/25 (b): it overlaps line 2 10.0.0.0/24 (a); want addresses of its own; move one of them, or say which is cut from the other",
      },
    ]);
  });

  it("says which columns and lines it reads and which it does not", () => {
    const text = "CIDR,Name,VLAN\nHere,,\n10.0.0.0/24,a,1\nfd00::/8,b,2\n";
    expect(audit(text).notes).toEqual([
      "1 rows; columns read: CIDR, Name",
      "columns not read: VLAN",
      "lines taken for headings: 2",
      "rows of IPv6, not audited: 1",
    ]);
  });

  it.each([".tsv", ".txt", ".CSV"])("takes a file that ends with %s", (ending) => {
    expect(told("CIDR\tName\nten\ta\n", `plan${ending}`)).toHaveLength(1);
  });

  it.each([".xlsx", ".ods"])("asks for CSV instead of a workbook %s", (ending) => {
    expect(refusal("PK", `plan${ending}`)).toContain(
      `(file): want CSV, YAML or JSON, got ${ending}; save the sheet as CSV in UTF-8`,
    );
  });
});

/** Processor time, since others may keep the processors busy. */
function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

describe("the audit of a large table", () => {
  const many = Array.from({ length: 20_000 }, (_, at) => at);
  const cidr = (at: number) => `10.${at >> 8}.${at & 255}.0/24`;

  it.each<[string, string, (at: number) => string, number]>([
    ["of distinct rows", "CIDR,Name,Tier,AZ", (at) => `${cidr(at)},n${at},t${at % 5},a`, 0],
    ["of one VPC with many names", "CIDR,Name,Type", (at) => `10.0.0.0/16,n${at},vpc`, 19_999],
    [
      "of ranges in ranges",
      "CIDR,Name,Type",
      (at) => `10.0.0.0/${8 + (at % 25)},n${at},external`,
      20_275,
    ],
    [
      "of sizes",
      "CIDR,Name,Size,Tier",
      (at) => (at === 0 ? "10.0.0.0/16,v,,VPC" : `,n${at},/28,t`),
      15_903,
    ],
    [
      "of needs and free rows",
      "CIDR,Name,Needed,Growth,Tier,Status",
      (at) => `${cidr(at)},n${at},200,5,t,${at % 2 === 0 ? "" : "free"}`,
      3_649,
    ],
    ["of rows cut from none", "CIDR,Name,Parent", (at) => `${cidr(at)},n${at},10.200.0.0/16`, 1],
  ])("%s ends in a few seconds", (_name, headers, row, findings) => {
    const before = process.cpuUsage();
    expect(audit([headers, ...many.map(row)].join("\n")).findings).toHaveLength(findings);
    expect(secondsSince(before)).toBeLessThan(10);
  });

  it("of cells without an end does too", () => {
    const cells = ["1".repeat(1e5), "a-".repeat(1e5), "1 ".repeat(1e5), "10.0.0.0 ".repeat(1e4)];
    const before = process.cpuUsage();
    const [found] = told(`CIDR;Name;Size;Needed\n${cells.join(";")}\n`);
    expect(found?.length).toBeLessThan(1000);
    expect(secondsSince(before)).toBeLessThan(10);
  });
});

describe("the audit of YAML", () => {
  it("takes tiers, zones, sizes and what is free, as a table does", () => {
    const ranges = [
      { cidr: "10.0.0.0/16", purpose: "dev", kind: "vpc" },
      {
        cidr: "10.0.0.0/18",
        purpose: "app",
        tier: "app",
        zones: ["a", "b", "c"],
        size: "/20 each",
      },
      { purpose: "db", tier: "db", zones: 2, size: 4096 },
      { cidr: "10.0.128.0/17", purpose: "later", status: "free" },
      { cidr: "10.0.64.0/24", purpose: "odd", status: "reserved", zone: "a" },
    ];
    expect(told(JSON.stringify({ ranges }), "plan.json")).toEqual([]);
  });

  it.each([
    [{ purpose: "x" }, "ranges.0.cidr: want a text, got nothing"],
    [{ cidr: "10.0.0.0/8", purpose: "x", zones: 0 }, "ranges.0.zones: want"],
    [{ cidr: "10.0.0.0/8", purpose: "x", zones: 7 }, "ranges.0.zones: want"],
    [
      { cidr: "10.0.0.0/8", purpose: "x", status: "frree" },
      "ranges.0.status: want one of used, free, reserved",
    ],
    [{ cidr: "10.0.0.0/8", purpose: "x", size: true }, "ranges.0.size: want"],
    [
      { cidr: "10.0.0.0/8", purpose: "a\u202Eb" },
      "ranges.0.purpose: want a text without control characters",
    ],
  ])("refuses the range %j", (range, problem) => {
    expect(refusal(JSON.stringify({ ranges: [range] }), "plan.json")).toContain(problem);
  });
});
