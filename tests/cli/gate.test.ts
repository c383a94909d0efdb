import { describe, expect, it } from "vitest";

import { comment } from "../../cli/src/gate/reports/comment";
import { findingsOf, type PolicyFinding } from "../../cli/src/gate/judging/findings";
import { loweredLines } from "../../cli/src/gate/reports/lowered-lines";
import { countsOf, jsonOf } from "../../cli/src/gate/reports/report";
import { findingText } from "../../cli/src/gate/reports/texts";
import { dateOf } from "../../cli/src/gate/inputs/declared";
import { heed } from "../../cli/src/gate/inputs/lowered";
import { type GateError, requireOpen } from "../../cli/src/gate/judging/gate-error";
import type { Verdict } from "../../cli/src/gate/judging/verdict";
import { grantedToday } from "../granted";
import { allRules } from "../policy/examples";
import { judge, unknowns } from "../policy/harness";
import { found, rules, verdict } from "./gate-judging";

const code = (...verdicts: Verdict[]) => {
  try {
    requireOpen(verdicts);
    return 0;
  } catch (error) {
    return (error as GateError).exitCode;
  }
};

describe("what the pack reports", () => {
  it.each(allRules.map((rule) => [rule.id, rule] as const))("is read of %s", async (id, rule) => {
    for (const example of rule.bad) {
      for (const report of await judge(rule, example)) {
        const [finding, ...others] = findingsOf(report, rules);
        expect(others).toEqual([]);
        expect(finding).toMatchObject({
          kind: "violation",
          level: "mandatory",
          policy: report.policy,
          rule: id,
          severity: rule.severity,
          title: rule.title,
          resource: report.urn,
          fix: rule.fix,
          link: rule.link,
          notes: [],
        });
        expect(`${finding?.path ?? ""}: want ${finding?.want ?? ""}`).toBe(
          report.message.split("\n")[1]?.trim(),
        );
        expect(finding && findingText(finding)).toContain(report.message);
      }
    }
  });

  it("is read one by one where several were deferred", async () => {
    // Its audience and its subject, each of an unknown document.
    const both = await found("IAM-05", { props: { assumeRolePolicy: unknowns[0] } });
    expect(both.map(({ kind, rule, severity, path }) => [kind, rule, severity, path])).toEqual(
      Array.from({ length: 2 }, () => [
        "deferred",
        "IAM-05",
        "critical",
        "assumeRolePolicy.Statement",
      ]),
    );
    expect(both[0]?.resource).toMatch(/^urn:pulumi:.*::example$/);
  });

  it("is read with who waived it", () => {
    const message =
      "WAIVED ECR-01 urn:pulumi:a::b::c::d e\n  x: want y\n  fix: f.\n  see: https://l\n  waived until 2026-05-30, r, ada, https://t";
    const report = { policy: "ECR-01.Repository", level: "advisory", message } as const;
    expect(findingsOf(report, rules)).toMatchObject([
      {
        kind: "waived",
        resource: "urn:pulumi:a::b::c::d e",
        path: "x",
        want: "y",
        notes: ["waived until 2026-05-30, r, ada, https://t"],
      },
    ]);
  });

  it.each([
    ["KNOWN ECR-01 urn:a\n  x: want y", "known"],
    ["UNUSED ECR-01 urn:a*\n  expired on 2026-01-01; remove it (ada, https://t)", "unused"],
    ["RULE-ERROR GR-01\n  the rule failed with TypeError and judged nothing", "failed"],
    ["A title\nRULE-ERROR ECR-01 urn:a\n  the rule failed", "failed"],
  ])("is read: %j", (message, kind) => {
    const [finding] = findingsOf({ policy: "graph", level: "advisory", message }, rules);
    expect(finding?.kind).toBe(kind);
  });

  it("is taken as it is from another pack, and as unable where the SDK says so", () => {
    const other = findingsOf(
      { policy: "tags", level: "mandatory", message: "no tags", urn: "u" },
      rules,
    );
    expect(other).toEqual([
      {
        kind: "violation",
        level: "mandatory",
        policy: "tags",
        rule: "tags",
        resource: "u",
        notes: ["no tags"],
      },
    ]);
    const message =
      "can't run policy 'EKS-01.Cluster' from policy pack 'x@v1' during preview: name";
    const [unable] = findingsOf({ policy: "EKS-01.Cluster", level: "advisory", message }, rules);
    expect(unable).toMatchObject({ kind: "deferred", rule: "EKS-01", severity: "critical" });
  });
});

describe("a report of another pack", () => {
  it("is a violation whatever it says, by any line, and of whatever policy's name", () => {
    for (const message of [
      "WAIVED ECR-01 urn:a\n  x",
      "A title\nKNOWN ECR-01 urn:a",
      "ECR-01 urn:a",
    ]) {
      const reported = { policy: "ECR-01", level: "mandatory", message, urn: "u" } as const;
      expect(findingsOf({ ...reported, pack: "theirs" }, rules)).toEqual([
        {
          ...{ kind: "violation", level: "mandatory", policy: "ECR-01", rule: "ECR-01" },
          ...{ resource: "u", notes: message.split("\n").map((line) => line.trim()) },
        },
      ]);
      const [own] = findingsOf({ ...reported, pack: "groundwork" }, rules);
      expect(own?.resource).toBe("urn:a");
    }
  });
});

describe("a verdict", () => {
  const deferred = { props: { assumeRolePolicy: unknowns[0] } };

  it("is open, closed, or none", async () => {
    const open = verdict({});
    const closed = verdict({ findings: await found("ECR-01"), errors: ["preview failed"] });
    const blind = verdict({ findings: await found("IAM-05", deferred) });
    const broken = verdict({ errors: ["no such module"] });
    expect([open, closed, blind, broken].map(({ state }) => state)).toEqual([
      "open",
      "failed",
      "unjudged",
      "unjudged",
    ]);
    expect(closed.why).toEqual([expect.stringMatching(/^ECR-01 is violated by urn:/)]);
    expect(blind.why).toEqual([
      expect.stringMatching(/^critical IAM-05 could not be judged of urn:/),
    ]);
    expect(broken.why).toEqual(["no such module"]);
    expect([code(open), code(closed, open), code(blind, open), code(blind, closed)]).toEqual([
      0, 1, 2, 1,
    ]);
    expect(() => requireOpen([closed, { ...blind, name: "identity" }])).toThrow(
      "the gate is closed for tools; the gate could not judge identity",
    );
  });

  it("is open with what is advisory, waived, known or deferred below critical", async () => {
    const [finding] = await found("ECR-01");
    const kinds = ["waived", "known", "unused"] as const;
    const findings = kinds.map((kind) => ({ ...finding, kind }) as PolicyFinding);
    const mild = { ...finding, kind: "deferred", severity: "high" } as PolicyFinding;
    const advice = { ...finding, level: "advisory" } as PolicyFinding;
    const all = [...findings, mild, advice];
    expect(verdict({ findings: all }).state).toBe("open");
    expect(countsOf(all)).toBe("1 policy finding, 1 deferred, 1 waived, 1 known, 1 unused waivers");
  });

  it("is none when a rule failed, or one of unknown severity could not be judged", () => {
    const base = { level: "mandatory", policy: "x", rule: "x", resource: "u", notes: [] } as const;
    const failed = verdict({ findings: [{ ...base, kind: "failed" }], errors: ["failed"] });
    expect([failed.state, failed.why]).toEqual(["unjudged", ["x could not run on u"]]);
    expect(verdict({ findings: [{ ...base, kind: "deferred" }] }).state).toBe("unjudged");
  });

  it("is told with the rules that settings lower", () => {
    const own = { enforcementLevel: "disabled", lowered: grantedToday() };
    const file = { file: "policy.json", settings: { "IAM-05": own }, isTeams: false };
    const { lowered } = heed({}, file, rules, dateOf(new Date()), []);
    const title = rules.find(({ id }) => id === "IAM-05")?.title ?? "";
    const line = `LOWERED IAM-05 is disabled by settings; critical: ${title}`;
    expect(loweredLines(lowered)).toEqual([line, expect.stringMatching(/^ {2}until /)]);
    expect(comment([verdict({})], lowered)).toContain(
      `### Lowered rules\n\n\`\`\`text\n${line}\n  until `,
    );
    expect(JSON.parse(jsonOf([], lowered))).toMatchObject({
      lowered: [{ rule: "IAM-05", level: "disabled", severity: "critical" }],
    });
    expect(comment([verdict({})], [])).not.toContain("###");
  });

  it("is told in a comment, each kind of finding apart and the severest first", async () => {
    const [high] = await found("ECR-01");
    const [critical] = await found("EKS-01");
    const findings = [high, critical, ...(await found("IAM-05", deferred))] as PolicyFinding[];
    const text = comment([verdict({ name: "a" }), verdict({ name: "b", findings })], []);
    expect(text).toContain("## The gate is closed: 1 failed\n");
    expect(text.indexOf("| b | **failed**")).toBeLessThan(text.indexOf("| a | passed"));
    const heads = text
      .split("\n")
      .filter((line) => /^(\d |critical|high|DEFERRED|[A-Z0-9]+-)/.test(line));
    expect(heads).toEqual([
      "2 violations:",
      `critical, mandatory: ${critical?.title ?? ""}`,
      `EKS-01 ${critical?.resource ?? ""}`,
      `high, mandatory: ${high?.title ?? ""}`,
      `ECR-01 ${high?.resource ?? ""}`,
      "2 could not be judged at preview:",
      ...[1, 2].flatMap(() => [
        expect.stringMatching(/^critical, advisory: /) as unknown,
        expect.stringMatching(/^DEFERRED IAM-05 urn:/) as unknown,
      ]),
    ]);
    const blind = comment([verdict({ errors: ["no such module"] })], []);
    expect(blind).toContain("## The gate is closed: 1 could not be judged\n");
    expect(blind).toContain("\nno such module\n");
  });

  it("is told to programs", async () => {
    const findings = await found("ECR-01");
    const json = JSON.parse(jsonOf([verdict({ findings }), verdict({})], [])) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({
      gate: "closed",
      stacks: [
        { state: "failed", findings: [{ rule: "ECR-01", severity: "high" }] },
        { state: "open" },
      ],
    });
    expect(JSON.parse(jsonOf([verdict({ errors: ["x"] })], []))).toMatchObject({
      gate: "unjudged",
    });
    expect(JSON.parse(jsonOf([verdict({})], []))).toMatchObject({ gate: "open" });
  });
});
