import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { findingsOf } from "../../cli/src/gate/judging/findings";
import { type GateError, requireOpen } from "../../cli/src/gate/judging/gate-error";
import * as read from "../../cli/src/gate/judging/message";
import { refusedBy } from "../../cli/src/gate/judging/refused";
import { type Verdict, verdictOf } from "../../cli/src/gate/judging/verdict";
import { countsOf } from "../../cli/src/gate/reports/report";
import { newRun } from "../../policy/src/pack/excuses";
import * as written from "../../policy/src/pack/message";
import { waiverPolicy } from "../../policy/src/pack/pack";
import type { Problem } from "../../stacks/declarations/problems";
import { loadOrganization, OrganizationError } from "../../stacks/organization";
import { rulesWithCases } from "../../policy/src/rules/cases";
import { allAsked, allRules } from "../policy/examples";
import {
  type Diagnostic,
  judge,
  judgeIntent,
  judgeResource,
  judgeStack,
  unknowns,
} from "../policy/harness";
import { previewed, rules } from "./gate-judging";

/** Whether the printer of problems says everything in other words. */
const printer = vi.hoisted(() => ({ isReworded: false }));
vi.mock("@groundwork-iac/platform/internal/declarations/problems", async (original) => {
  const real =
    await original<typeof import("@groundwork-iac/platform/internal/declarations/problems")>();
  const shown = (text: string) => (printer.isReworded ? reworded(text) : text);
  return {
    ...real,
    demandText: (problem: Problem) => shown(real.demandText(problem)),
    problemText: (problem: Problem) => shown(real.problemText(problem)),
  };
});
afterEach(() => {
  printer.isReworded = false;
});

/** Other words, as many and as different from each other; every letter is another one. */
function reworded(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const first = letter < "a" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

describe("the form of the pack's reports", () => {
  it("is the same where it is written and where it is read", () => {
    expect(read.codes).toEqual(written.codes);
    expect(read.keys).toEqual(written.keys);
  });
});

/** What a verdict comes to, without its words. */
function cameTo(verdict: Verdict) {
  const { state, findings, why, errors } = verdict;
  return {
    state,
    code: codeOf(verdict),
    why: why.length,
    errors: errors.length,
    counts: countsOf(findings),
    findings: findings.map(({ kind, level, rule, severity, resource, intent }) => ({
      kind,
      level,
      rule,
      severity,
      resource,
      isIntended: intent !== undefined,
    })),
  };
}

function codeOf(verdict: Verdict): number {
  try {
    requireOpen([verdict]);
    return 0;
  } catch (error) {
    return (error as GateError).exitCode;
  }
}

describe("another wording of the pack's reports changes no verdict:", () => {
  const codes = Object.values(written.codes).join("|");
  const firstLine = new RegExp(`^((${codes}) )?[A-Z0-9]+-\\d+( urn:.*)?$`);
  const inOtherWords = (report: Diagnostic): Diagnostic => ({
    ...report,
    message: report.message
      .split("\n")
      .map((line) => (firstLine.test(line) ? line : reworded(line)))
      .join("\n"),
  });

  function expectSame(reports: readonly Diagnostic[], ...kinds: string[]): void {
    const [told, otherwise] = [reports, reports.map(inOtherWords)].map((said) => {
      const findings = said.flatMap((report) => findingsOf(report, rules));
      return cameTo(verdictOf({ ...previewed, findings }));
    });
    expect(otherwise).toEqual(told);
    expect(told?.findings.map(({ kind }) => kind)).toEqual(kinds);
  }

  const [unknown = ""] = unknowns;
  const repository = "aws:ecr/repository:Repository";
  const urn = `urn:pulumi:network.dev::groundwork::${repository}::example`;
  const ofId = (id: string) => rulesWithCases.filter((rule) => rule.id === id);
  const mutable = (settings: object = {}) => ({
    props: { imageTagMutability: "MUTABLE" },
    settings: { ...settings },
  });
  const waiver = {
    rule: "ECR-01",
    resource: urn,
    reason: "moved to the new registry with the next release",
    owner: "ada",
    ticket: "https://tickets.example.com/PLAT-7",
    since: "2026-03-01",
    expires: "2026-05-30",
  };
  const run = () => newRun(() => "2026-04-01");

  it.each(allRules.map((rule) => [rule.id, rule] as const))(
    "a violation of %s",
    async (_, rule) => {
      const found = await judge(rule, rule.bad[0] as never);
      expectSame(found, ...found.map(() => "violation"));
    },
  );

  it("a value that is not known, denied or deferred", async () => {
    const denied = await judgeResource(ofId("ECR-01"), repository, {
      props: { imageTagMutability: unknown },
    });
    expectSame(denied, "violation");
    const [rule] = ofId("IAM-05");
    const deferred = await judge(rule as never, { props: { assumeRolePolicy: unknown } });
    expectSame(deferred, "deferred", "deferred");
  });

  it("a value that a component's arguments show to be as wanted, which alone opens the gate", async () => {
    const [asked] = allAsked;
    const [good] = asked?.good ?? [];
    if (asked === undefined || good === undefined) {
      throw new Error("want a rule that asks a component, got none");
    }
    const { rule, intent } = asked;
    const intended = await judgeIntent(rule, intent, good);
    expectSame(intended, "deferred");
    const findings = intended.map(inOtherWords).flatMap((report) => findingsOf(report, rules));
    expect(codeOf(verdictOf({ ...previewed, findings }))).toBe(0);
    const deferred = await judge(rule, { type: intent.child.type, props: { policy: unknown } });
    const blind = deferred.flatMap((report) => findingsOf(report, rules));
    expect(codeOf(verdictOf({ ...previewed, findings: blind }))).toBe(2);
  });

  it("what is waived or known, and a waiver without effect", async () => {
    const judged = (settings: object) =>
      judgeResource(ofId("ECR-01"), repository, mutable(settings), { run: run() });
    expectSame(await judged({ waivers: [waiver] }), "waived");
    const known = { rule: "ECR-01", urn, path: "imageTagMutability" };
    expectSame(await judged({ baseline: [known] }), "known");
    const expired = { ...waiver, expires: "2026-03-02" };
    expectSame(await judged({ waivers: [expired] }), "violation");
  });

  it("a waiver that excuses nothing", async () => {
    const around = run();
    const behind = [waiverPolicy(ofId("ECR-01"), around)];
    const found = await judgeStack([], [{ type: repository, name: "a", props: {} }], {
      settings: { waivers: [waiver] },
      behind,
      run: around,
    });
    expectSame(found, "unused");
  });

  it("a rule that fails", async () => {
    const broken = ofId("ECR-01").map((rule) => ({ ...rule, check: () => void JSON.parse("{") }));
    expectSame(await judgeResource(broken, repository, mutable()), "failed");
  });
});

describe("another wording of an organisation's problems changes no verdict:", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "groundwork-wording-"));
    cpSync(join(__dirname, "../../organization"), folder, { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function edit(file: string, change: (text: string) => string): void {
    const path = join(folder, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  }

  function problems(): readonly Problem[] {
    try {
      loadOrganization(folder);
    } catch (error) {
      if (error instanceof OrganizationError) {
        return error.problems;
      }
      throw error;
    }
    return [];
  }

  /** Every text of a problem but its place in other words; its kind stays. */
  const inOtherWords = (problem: Problem): Problem => {
    const { file, path, kind, got, ...words } = problem;
    const texts = Object.entries(words).map(([key, text]) => [key, reworded(text)] as const);
    const rest = Object.fromEntries(texts) as Omit<typeof words, never>;
    return { ...rest, file, path, kind, ...(got !== undefined && { got: "another value" }) };
  };

  const ledgerOf = (text: string) =>
    JSON.parse(text) as { readonly version: 1; readonly ranges: Record<string, string[]> };

  it.each<[Problem["kind"], string, (text: string) => string, code: number]>([
    ["missing", "organization.yaml", (text) => text.replace(/domain: .*\n/, ""), 2],
    ["syntax", "teams/payments.yaml", (text) => `${text}\nroutes: [`, 2],
    ["malformed", "organization.yaml", (text) => text.replace("name: acme", "name: Acme!"), 2],
    ["choice", "environments/dev.yaml", (text) => `${text}guardrails: none\n`, 2],
    ["unknown-key", "environments/dev.yaml", (text) => `${text}acount: dev\n`, 2],
    ["unknown-name", "organization.yaml", (text) => text.replace("[pat]", "[pat, sam]"), 2],
    ["duplicate", "teams/search.yaml", (text) => `${text}namespaces: { payments: {} }\n`, 2],
    ["conflict", "environments/dev.yaml", (text) => text.replace("eu-west-1a", "us-east-1a"), 2],
    [
      "ledger",
      "addresses.json",
      (text) => {
        const { version } = ledgerOf(text);
        return JSON.stringify({ version, ranges: {} });
      },
      2,
    ],
    ["outside", "organization.yaml", (text) => text.replace("[10.0.0.0/8]", "[100.64.0.0/16]"), 1],
    [
      "overlap",
      "addresses.json",
      (text) => {
        const { version, ranges } = ledgerOf(text);
        return JSON.stringify({ version, ranges: { ...ranges, prod: ranges["dev"] } });
      },
      1,
    ],
  ])("%s", (kind, file, change, code) => {
    edit(file, change);
    const found = problems();
    expect(found.map((problem) => problem.kind)).toContain(kind);
    const told = refusedBy(found, rules);
    printer.isReworded = true;
    const otherwise = refusedBy(found.map(inOtherWords), rules);
    expect(cameTo(otherwise)).toEqual(cameTo(told));
    expect(codeOf(told)).toBe(code);
    expect([...otherwise.why, ...otherwise.findings.map(({ want }) => want)]).not.toEqual([
      ...told.why,
      ...told.findings.map(({ want }) => want),
    ]);
  });
});

describe("what reads a message to decide", () => {
  const root = join(__dirname, "../..");
  const texts = "(?:message|want|why|problem|note|notes|stderr|said|text)";
  const asked = "(?:includes|startsWith|endsWith|match|matchAll|search)";
  const decides = new RegExp(
    `\\b(?:error|cause|finding|report|reported|problem)s?\\??\\.${texts}\\??\\.${asked}\\(|` +
      `\\b(?:message|want|why|problem|note|stderr|said)\\??\\.${asked}\\(|` +
      `\\.(?:test|exec)\\((?:[a-z]+\\.)?(?:message|want|why|problem|note|stderr|said|failed)\\)`,
  );

  it("has no code to read, or decides only how something is shown", () => {
    const files = globSync(
      ["stacks/**/*.ts", "cli/src/**/*.ts", "policy/src/**/*.ts", "sandbox/src/**/*.ts"],
      { cwd: root },
    );
    const found = files.flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .filter((line) => decides.test(line))
        .map(() => file),
    );
    expect(found.sort()).toEqual([
      // The engine says in words alone that an analysis failed of violations only.
      "cli/src/engine/analysis.ts",
      // Shown: the part of what the SDK prints that is the engine's own sentence.
      "cli/src/engine/operations.ts",
      // Node.js has a code for a package that is not there, and the package's name in words alone.
      "cli/src/failures.ts",
      // The SDK says in words alone that another pack's policy met a value that is not known.
      "cli/src/gate/judging/findings.ts",
      // Shown: a status that the words already hold is not repeated.
      "sandbox/src/live/kinds/pass-through.ts",
    ]);
  });
});
