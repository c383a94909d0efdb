import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";

import { excusedBy } from "../../cli/src/gate";
import type { RuleFacts } from "../../cli/src/gate/inputs/catalogue";
import { guidanceOf } from "../../cli/src/gate/inputs/guidance";
import { loweredByTiers } from "../../cli/src/gate/inputs/lowered-tiers";
import { write } from "../../cli/src/gate/reports/output";
import { loweredLines } from "../../cli/src/gate/reports/lowered-lines";
import { planStacks } from "../../stacks/derived/plan";
import { loadOrganization, type Organization } from "../../stacks/organization";
import { grantedToday } from "../granted";
import { rules, verdict } from "./gate-judging";

const folder = mkdtempSync(join(tmpdir(), "groundwork-tiers-"));
const policyPack = join(__dirname, "../../policy");
const acme = loadOrganization("organization");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The reference organisation with environments at these tiers. */
function judgedAs(tiers: Readonly<Record<string, "sandbox" | "nonprod">>): Organization {
  const environments = Object.entries(acme.environments).map(([name, declared]) => {
    const guardrails = tiers[name];
    return [name, guardrails === undefined ? declared : { ...declared, guardrails }] as const;
  });
  return { ...acme, environments: Object.fromEntries(environments) };
}

const guided = (organization: Organization) =>
  guidanceOf({ root: folder, name: "acme", main: "index.js", policyPack, organization }, {});
const stacksOf = (organization: Organization) => planStacks(organization).map(({ name }) => name);
const inDev = (organization: Organization) =>
  guided(organization).loweredIn(stacksOf(organization));

describe("an environment that is not judged as production", () => {
  const sandbox = judgedAs({ dev: "sandbox" });
  const line =
    "LOWERED dev is judged as sandbox by environments/dev.yaml; 5 rules allow more: critical IAM-05, KC-01, KMS-02; high SIG-03, GR-08";

  it("says LOWERED in one line, with the rules that it lowers", () => {
    expect(loweredLines(inDev(sandbox))).toEqual([line]);
    expect(loweredLines(inDev(judgedAs({ dev: "nonprod" })))).toEqual([
      "LOWERED dev is judged as nonprod by environments/dev.yaml; 4 rules allow more: critical IAM-05, KMS-02; high SIG-03, GR-08",
    ]);
    expect(inDev(acme)).toEqual([]);
  });

  it("says it where one of its stacks is judged, and nowhere else", () => {
    const { loweredIn, lowered } = guided(sandbox);
    expect(lowered).toEqual([]);
    for (const stack of stacksOf(sandbox)) {
      const isOfDev = /^(network|cluster|services|environment|workspace)\..*\bdev$/.test(stack);
      expect(loweredLines(loweredIn([stack])), stack).toEqual(isOfDev ? [line] : []);
    }
  });

  it("is told by gate and up, in the comment, as JSON and as SARIF", () => {
    const guidance = guided(sandbox);
    const told = { rules: guidance.rules, lowered: guidance.loweredIn(["network.dev"]) };
    const [comment, sarif] = ["comment.md", "gate.sarif"].map((name) => join(folder, name));
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
    write([verdict({})], { ...(comment && { comment }), ...(sarif && { sarif }) }, told);
    write([verdict({})], { json: true }, told);
    const project = { root: folder, name: "acme", main: "index.js", policyPack };
    excusedBy({ ...project, organization: sandbox }, [{ name: "network.dev", after: [] }], {});
    const [printed, json] = log.mock.calls.map(([text]) => String(text));
    const said = error.mock.calls.map(([text]) => String(text));
    log.mockRestore();
    error.mockRestore();
    expect(printed).toBe(line);
    expect(said).toEqual([line]);
    expect(readFileSync(comment ?? "", "utf8")).toContain(
      `### Lowered rules\n\n\`\`\`text\n${line}`,
    );
    const kms = {
      environment: "dev",
      tier: "sandbox",
      allows: "keys without protection, and with any deletion window",
    };
    const parsed = JSON.parse(json ?? "") as { readonly lowered: readonly object[] };
    expect(parsed.lowered).toHaveLength(5);
    expect(parsed.lowered).toContainEqual(
      expect.objectContaining({ rule: "KMS-02", severity: "critical", state: "in force", ...kms }),
    );
    expect(readFileSync(sarif ?? "", "utf8").replaceAll(/\s+/g, " ")).toContain(
      `{ "descriptor": { "id": "KMS-02" }, "configuration": { "parameters": ${JSON.stringify(
        kms,
        undefined,
        1,
      ).replaceAll(/\s+/g, " ")} } }`,
    );
  });
});

describe("a rule's level at a tier", () => {
  const milder = rules.map((rule): RuleFacts => {
    const enforcement = { ...rule.enforcement, sandbox: "advisory" } as const;
    return rule.id === "ECR-01" ? { ...rule, enforcement } : rule;
  });
  const of = (settings: Readonly<Record<string, object>> = {}) =>
    loweredByTiers(judgedAs({ dev: "sandbox" }), ["network.dev"], milder, settings as never);

  it("is told where it is below production's, unless a file gives the rule one", () => {
    expect(of()).toContainEqual(expect.objectContaining({ rule: "ECR-01", level: "advisory" }));
    expect(loweredLines(of())[0]).toContain("6 rules allow more: ");
    expect(loweredLines(of())[0]).toContain("ECR-01 advisory");
    expect(of({ "ECR-01": { enforcementLevel: "mandatory" } })).toHaveLength(5);
  });

  it("makes nothing of a rule that a file switches off, and tells that alone", () => {
    expect(of({ "KMS-02": { enforcementLevel: "disabled" } })).toHaveLength(5);
    expect(of({ "KMS-02": { enforcementLevel: "advisory" } })).toHaveLength(6);
  });
});

describe("a tier beside settings", () => {
  const file = join(folder, "policy.json");
  beforeEach(() => {
    rmSync(file, { force: true });
  });

  it("is told behind what settings lower, each by its own line", () => {
    writeFileSync(file, JSON.stringify({ "KC-01": { loopback: ["*"], lowered: grantedToday() } }));
    const organization = judgedAs({ dev: "nonprod" });
    const project = { root: folder, name: "acme", main: "index.js", policyPack, organization };
    const { loweredIn } = guidanceOf({ ...project, policyConfig: file }, {});
    expect(loweredLines(loweredIn(["cluster.dev"]))).toEqual([
      expect.stringMatching(/^LOWERED KC-01 allows everything: /),
      expect.stringMatching(/^ {2}until /),
      expect.stringMatching(/^LOWERED dev is judged as nonprod /),
    ]);
    expect(loweredLines(loweredIn(["tools"]))).toHaveLength(2);
  });
});
