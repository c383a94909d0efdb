import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { readApprovals } from "../../cli/src/gate/inputs/approvals";
import {
  advisory,
  levelOf,
  ofTier,
  type Settings,
  withExcuses,
} from "../../cli/src/gate/inputs/settings";
import { longestDays } from "../../cli/src/gate/inputs/declared";
import { readWaivers } from "../../cli/src/gate/inputs/waivers";
import * as pack from "../../policy/src/pack/waivers";
import { rules } from "./gate-judging";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-waivers-"));
  mkdirSync(join(folder, "waivers"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const entry = {
  rule: "ECR-01",
  resource: "urn:pulumi:tools::*::aws:ecr/repository:Repository::legacy",
  reason: "moved to the new registry with the next release",
  owner: "ada",
  ticket: "https://tickets.example.com/PLAT-7",
  since: "2026-03-01",
  expires: "2026-05-30",
};
const write = (file: string, entries: unknown) => {
  writeFileSync(join(folder, file), JSON.stringify(entries));
};
const read = () => readWaivers(folder, rules, ["payments", "search"]);

/** What is said of a file, without the folder. */
function problems(run: () => unknown = read): string[] {
  try {
    run();
  } catch (error) {
    const [first, ...lines] = String(error).split("\n");
    expect(first).toBe("Error: the gate's files have problems:");
    return lines.map((line) => line.replace(`  - ${folder}/`, ""));
  }
  return [];
}

describe("waivers", () => {
  it("are none without a file", () => {
    expect(read()).toEqual([]);
  });

  it("are the platform's, and a team's by the name of its file", () => {
    write("waivers.yaml", [{ ...entry, rule: "EKS-01" }]);
    write("waivers/payments.yaml", [entry]);
    expect(read()).toEqual([
      { ...entry, rule: "EKS-01" },
      { ...entry, team: "payments" },
    ]);
  });

  it("are refused where the folder or a file of theirs is none", () => {
    rmSync(join(folder, "waivers"), { recursive: true });
    write("waivers", []);
    mkdirSync(join(folder, "waivers.yaml"));
    expect(problems()).toEqual([
      "waivers.yaml: want a file, got a folder; put a file in its place",
      "waivers: want a folder, got a file; put a folder in its place",
    ]);
  });

  it("can't be of a critical rule in a team's file", () => {
    write("waivers/payments.yaml", [entry, { ...entry, rule: "EKS-01" }]);
    expect(problems()).toEqual([
      'waivers/payments.yaml: 1.rule: want a rule that is not critical, which only the platform\'s waivers.yaml may waive, got "EKS-01"',
    ]);
  });

  it("can't be of a team that is not there", () => {
    write("waivers/paymints.yaml", [entry]);
    expect(problems()).toEqual([
      'waivers/paymints.yaml: (name): want <team>.yaml of payments, search, got "paymints.yaml"',
    ]);
  });

  it.each<[object, string]>([
    [{ rule: "ECR-99" }, '0.rule: want a rule of the policy pack, got "ECR-99"'],
    [{ reason: "because" }, '0.reason: want a reason of 20 characters at least, got "because"'],
    [
      { reason: `because${" ".repeat(20)}` },
      `0.reason: want a reason of 20 characters at least, got "because${" ".repeat(20)}"`,
    ],
    [{ ticket: "PLAT-7" }, '0.ticket: want the https address of a ticket, got "PLAT-7"'],
    [{ owner: undefined }, "0.owner: want a text, got nothing"],
    [{ until: "2026-03-01" }, '0: want no key "until"'],
    [{ since: "2026-02-30" }, '0.since: want a date such as 2026-03-31, got "2026-02-30"'],
    [{ expires: "soon" }, '0.expires: want a date such as 2026-03-31, got "soon"'],
    [
      { expires: "2026-05-31" },
      '0.expires: want a date from 2026-03-01 on and within 90 days, got "2026-05-31"',
    ],
    [
      { expires: "2026-02-28" },
      '0.expires: want a date from 2026-03-01 on and within 90 days, got "2026-02-28"',
    ],
    ...[
      "*",
      "urn:pulumi:*::*::*::*",
      ...["**::*", "*:*::*", "*:*/*:*::**", "*$*::*:*"].map((rest) => `urn:pulumi:*::*::${rest}`),
      "urn:pulumi:tools::legacy",
      "legacy",
    ].map((resource): [object, string] => [
      { resource },
      `0.resource: want urn:pulumi:<stack>::<project>::<type>::<name>, * for any text but not for both type and name, got "${resource}"`,
    ]),
  ])("are refused with %j", (change, problem) => {
    write("waivers.yaml", [{ ...entry, ...change }]);
    expect(problems()).toEqual([`waivers.yaml: ${problem}`]);
  });

  it("tell where their YAML ends", () => {
    writeFileSync(join(folder, "waivers.yaml"), "- rule: [ECR-01\n");
    expect(problems()).toEqual([
      expect.stringMatching(/^waivers\.yaml: \(file\): want YAML, got .* at line 2, column 1:?$/),
    ]);
  });

  it("run as long in the pack as in the files", () => {
    expect(longestDays).toBe(pack.longestDays);
  });
});

describe("approvals", () => {
  const approval = {
    stack: "tools",
    resource: entry.resource,
    action: "delete",
    approvedBy: "ada",
    until: "2026-03-31",
  };

  it("are read from their file", () => {
    expect(readApprovals(folder)).toEqual([]);
    write("approvals.yaml", [approval]);
    expect(readApprovals(folder)).toEqual([approval]);
  });

  it.each<[object, string]>([
    [{ action: "drop" }, '0.action: want one of replace, delete, got "drop"'],
    [{ approvedBy: "" }, '0.approvedBy: want a text that is not empty, got ""'],
    [{ until: "2026-03" }, '0.until: want a date such as 2026-03-31, got "2026-03"'],
  ])("are refused with %j", (change, problem) => {
    write("approvals.yaml", [{ ...approval, ...change }]);
    expect(problems(() => readApprovals(folder))).toEqual([`approvals.yaml: ${problem}`]);
  });
});

describe("the settings of the pack", () => {
  const known = { rule: "GR-01", urn: "urn:a", path: "cidrBlock" };

  it("tell each policy of its own rules' waivers and known violations, and keep what they have", () => {
    const settings = withExcuses(
      {
        "ECR-01.Repository": { enforcementLevel: "advisory" },
        "KC-01": { loopback: ["kubernetes"] },
      },
      rules,
      [entry],
      [known],
    );
    const policies = rules.find(({ id }) => id === "ECR-01")?.policies ?? [];
    expect(policies).toContain("ECR-01.Repository");
    expect(settings).toEqual({
      ...Object.fromEntries(policies.map((policy) => [policy, { waivers: [entry] }])),
      "ECR-01.Repository": { enforcementLevel: "advisory", waivers: [entry] },
      "KC-01": { loopback: ["kubernetes"] },
      graph: { baseline: [known] },
      waivers: { waivers: [entry] },
    });
  });

  it("are as given when nothing is excused", () => {
    const given = { a: { enforcementLevel: "mandatory" } };
    expect(withExcuses(given, rules, [], [])).toEqual(given);
  });

  it("can lower every policy, and tell which level each had", () => {
    const lowered = advisory({ graph: { tier: "prod" } }, rules);
    expect(lowered["graph"]).toEqual({ tier: "prod", enforcementLevel: "advisory" });
    expect(new Set(Object.keys(lowered))).toEqual(new Set(rules.flatMap((r) => r.policies)));
    const level = (settings: Settings) => levelOf("KC-01.openid.Client", settings, rules, "prod");
    expect(level({})).toBe("mandatory");
    expect(level({ "KC-01.openid.Client": { enforcementLevel: "advisory" } })).toBe("advisory");
    expect(level({ "KC-01.openid.Client": { enforcementLevel: "disabled" } })).toBe("advisory");
    expect(level({ "KC-01.openid.Client": { enforcementLevel: "remediate" } })).toBe("mandatory");
  });

  it("are a tier's where nothing else is written", () => {
    const given = { "KC-01.openid.Client": { loopback: ["cli"], enforcementLevel: "disabled" } };
    expect(ofTier(given, rules, "prod")).toBe(given);
    const mild = rules.map((rule) =>
      rule.id === "ECR-01"
        ? { ...rule, enforcement: { ...rule.enforcement, nonprod: "advisory" as const } }
        : rule,
    );
    const lowered = ofTier(given, mild, "nonprod");
    expect(new Set(Object.keys(lowered))).toEqual(new Set(rules.flatMap((r) => r.policies)));
    expect(lowered["ECR-01.Repository"]).toEqual({ tier: "nonprod", enforcementLevel: "advisory" });
    expect(lowered["EKS-01.Cluster"]).toEqual({ tier: "nonprod", enforcementLevel: "mandatory" });
    expect(lowered["KC-01.openid.Client"]).toEqual({
      tier: "nonprod",
      ...given["KC-01.openid.Client"],
    });
  });
});
