import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";

import { excuseSettings, newRun } from "../../../policy/src/pack/excuses";
import { graphPolicy, resourcePolicies, waiverPolicy } from "../../../policy/src/pack/pack";
import { isOf, type Waiver } from "../../../policy/src/pack/waivers";
import {
  graphRulesWithCases as graphRules,
  rulesWithCases as rules,
} from "../../../policy/src/rules/cases";
import type { Rule } from "../../../policy/src/rules/rule";
import { judgeResource, judgeStack, type Surroundings, unknowns } from "../harness";

const repository = "aws:ecr/repository:Repository";
const urn = `urn:pulumi:network.dev::groundwork::${repository}::example`;
const waiver: Waiver = {
  rule: "ECR-01",
  resource: `urn:pulumi:network.dev::groundwork::*Repository::ex*`,
  reason: "moved to the new registry with the next release",
  owner: "ada",
  ticket: "https://tickets.example.com/PLAT-7",
  since: "2026-03-01",
  expires: "2026-05-30",
};
const run = (today = "2026-04-01") => newRun(() => today);
const mutable = { imageTagMutability: "MUTABLE" };

const judged = (settings: object, surroundings: Surroundings = {}, props: object = mutable) =>
  judgeResource(
    rules,
    repository,
    { props, settings: { ...settings } },
    { run: run(), ...surroundings },
  );
const withWaiver = (change: Partial<Waiver>, surroundings: Surroundings = {}) =>
  judged({ waivers: [{ ...waiver, ...change }] }, surroundings);

describe("a waiver", () => {
  it("makes an advisory of a violation, with its end, reason, owner and ticket", async () => {
    const [found, ...others] = await withWaiver({});
    expect(others).toEqual([]);
    expect(found).toMatchObject({ policy: "ECR-01.Repository", level: "advisory", urn });
    expect(found?.message.split("\n")).toEqual([
      `WAIVED ECR-01 ${urn}`,
      expect.stringMatching(/^ {2}imageTagMutability: want /),
      expect.stringMatching(/^ {2}fix: /),
      expect.stringMatching(/^ {2}see: /),
      "  waived until 2026-05-30, moved to the new registry with the next release, ada, https://tickets.example.com/PLAT-7",
    ]);
  });

  it.each<[string, Partial<Waiver>, string | undefined, string | undefined]>([
    ["on its last day", {}, "2026-05-30", undefined],
    ["after its last day", {}, "2026-05-31", "expired on 2026-05-30"],
    ["on its first day", {}, "2026-03-01", undefined],
    ["before its first day", {}, "2026-02-28", "not in force before 2026-03-01"],
    [
      "for 91 days",
      { expires: "2026-05-31" },
      undefined,
      "refused: want an end within 90 days, got 2026-03-01 to 2026-05-31",
    ],
    [
      "that ends before it begins",
      { expires: "2026-02-01" },
      undefined,
      "refused: want an end within 90 days, got 2026-03-01 to 2026-02-01",
    ],
    [
      "whose end is no date",
      { expires: "2026-13-01" },
      undefined,
      "refused: want an end within 90 days, got 2026-03-01 to 2026-13-01",
    ],
    [
      "with a short reason",
      { reason: "because" },
      undefined,
      "refused: want a reason of 20 characters at least",
    ],
  ])("%s", async (_, change, today, why) => {
    const [found] = await withWaiver(change, { run: run(today) });
    expect(found?.level).toBe(why === undefined ? "advisory" : "mandatory");
    expect(found?.message.startsWith("WAIVED ")).toBe(why === undefined);
    const last = found?.message.split("\n").at(-1);
    expect(last?.startsWith("  waiver: ") ? last : undefined).toBe(
      why && `  waiver: ${why} (ada, https://tickets.example.com/PLAT-7)`,
    );
  });

  it.each<[string, Partial<Waiver>]>([
    ["of another rule", { rule: "NET-01" }],
    ["of another resource", { resource: waiver.resource.replace("ex*", "other") }],
    ["of another stack", { resource: waiver.resource.replace("network.dev", "network.prod") }],
    ["that stops short of the end of the URN", { resource: "*Repository::exam" }],
    ["that starts behind the beginning of the URN", { resource: "pulumi:*::example" }],
    ["with a dot that would fit any letter", { resource: waiver.resource.replace("ex*", "e.a*") }],
  ])("%s has no effect, and the violation does not name it", async (_, change) => {
    const [found] = await withWaiver(change);
    expect(found?.level).toBe("mandatory");
    expect(found?.message).not.toContain("waiver:");
  });

  it("that expired yields to one in force", async () => {
    const found = await judged({ waivers: [{ ...waiver, expires: "2026-03-02" }, waiver] });
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
  });

  it("excuses a value that is not known, and what is deferred", async () => {
    const [unknown = ""] = unknowns;
    const found = await judged({ waivers: [waiver] }, {}, { imageTagMutability: unknown });
    expect(found.map(({ message }) => message.split(" ")[0])).toEqual(["WAIVED"]);

    const type = "aws:iam/policy:Policy";
    const deferring = { ...waiver, rule: "IAM-01", resource: `*${type}::example` };
    const example = { props: { policy: unknown } };
    const before = await judgeResource(rules, type, example);
    expect(before.map(({ message }) => message.includes("DEFERRED IAM-01"))).toEqual([true]);
    const settings = { waivers: [deferring] };
    const after = await judgeResource(rules, type, { ...example, settings }, { run: run() });
    expect(after.map(({ message }) => message.split(" ")[0])).toEqual(["WAIVED"]);
  });

  it("never excuses a rule that fails", async () => {
    const ecr = rules.filter(({ id }) => id === "ECR-01");
    const broken = ecr.map((rule): Rule => ({ ...rule, check: () => void JSON.parse("{") }));
    const example = { props: mutable, settings: { waivers: [waiver] } };
    const [found] = await judgeResource(broken, repository, example, { run: run() });
    expect(found?.level).toBe("mandatory");
    expect(found?.message).toMatch(/^RULE-ERROR ECR-01/);
  });
});

describe("a waiver of a team's own file", () => {
  const team = { team: "payments", resource: waiver.resource.replace("network.dev", "*") };

  it.each(["team.payments", "workspace.payments.dev"])("is for its stack %s", async (stack) => {
    const [found] = await withWaiver(team, { stack });
    expect(found?.level).toBe("advisory");
  });

  it.each(["network.dev", "workspace.search.dev", "team.payments-api", "workspace.payments"])(
    "is not for %s",
    async (stack) => {
      const [found] = await withWaiver(team, { stack });
      expect(found?.level).toBe("mandatory");
      expect(found?.message).toContain(
        `waiver: refused: it is in the file of team payments, whose stack ${stack} is not (ada,`,
      );
      expect(isOf("payments", stack)).toBe(false);
    },
  );

  it("can't waive a critical rule", async () => {
    const type = "aws:eks/cluster:Cluster";
    const resource = `urn:pulumi:team.payments::groundwork::${type}::example`;
    const settings = { waivers: [{ ...waiver, rule: "EKS-01", resource, team: "payments" }] };
    const example = { props: { vpcConfig: { publicAccessCidrs: ["0.0.0.0/0"] } }, settings };
    const around = { stack: "team.payments", run: run() };
    const [found] = await judgeResource(rules, type, example, around);
    expect(found?.level).toBe("mandatory");
    expect(found?.message).toContain(
      "refused: EKS-01 is critical, only the platform's own file may waive it, not team payments's",
    );
    const platform = { waivers: [{ ...waiver, rule: "EKS-01", resource }] };
    const [own] = await judgeResource(rules, type, { ...example, settings: platform }, around);
    expect(own?.level).toBe("advisory");
  });
});

describe("waivers of a whole stack", () => {
  const overlapping = graphRules.find(({ id }) => id === "GR-01")?.bad[1] ?? [];
  const everything = [...rules, ...graphRules];
  const about = { ...waiver, rule: "GR-01", resource: "urn:pulumi:network.dev::*::*Vpc::*" };

  const stackWith = async (waivers: readonly Waiver[], today?: string) => {
    const around = run(today);
    const behind = [waiverPolicy(everything, around)];
    const judging = graphRules.filter(({ id }) => id === about.rule);
    const found = await judgeStack(judging, overlapping, {
      settings: { waivers },
      behind,
      run: around,
    });
    return found.map(({ policy, level, message }) => [policy, level, message.split("\n")]);
  };

  it("excuse what graph rules find", async () => {
    expect(await stackWith([about])).toEqual([
      ["graph", "advisory", [expect.stringMatching(/^WAIVED GR-01 urn:/), ...anything(4)]],
    ]);
  });

  it("are told when they excuse nothing", async () => {
    const found = await stackWith([about, waiver, { ...waiver, expires: "2026-03-05" }]);
    const line = `UNUSED ECR-01 ${waiver.resource}`;
    const by = "(ada, https://tickets.example.com/PLAT-7)";
    expect(found.slice(1)).toEqual([
      ["waivers", "advisory", [line, `  excuses nothing in network.dev; remove it ${by}`]],
      ["waivers", "advisory", [line, `  expired on 2026-03-05; remove it ${by}`]],
    ]);
  });

  it("are not told of for other stacks, nor before they begin", async () => {
    const elsewhere = { ...waiver, resource: waiver.resource.replace("network.dev", "tools") };
    const later = { ...waiver, since: "2026-04-02" };
    expect((await stackWith([about, elsewhere, later])).length).toBe(1);
  });
});

describe("the baseline", () => {
  const known = { rule: "ECR-01", urn, path: "imageTagMutability" };

  it("makes an advisory of what it lists", async () => {
    const [found] = await judged({ baseline: [known] });
    expect(found?.level).toBe("advisory");
    expect(found?.message).toMatch(/^KNOWN ECR-01 urn:.*\n {2}imageTagMutability: want /);
  });

  it.each(["rule", "urn", "path"])("leaves a violation whose %s differs", async (key) => {
    const [found] = await judged({ baseline: [{ ...known, [key]: "other" }] });
    expect(found?.level).toBe("mandatory");
  });

  it("does not excuse what can't be judged yet", async () => {
    const type = "aws:iam/policy:Policy";
    const entry = { rule: "IAM-01", urn: `urn:pulumi:network.dev::groundwork::${type}::example` };
    const settings = { baseline: [{ ...entry, path: "policy" }] };
    const found = await judgeResource(rules, type, { props: { policy: unknowns[0] }, settings });
    expect(found.map(({ message }) => message.includes("DEFERRED"))).toEqual([true]);
  });
});

describe("the settings", () => {
  const accepts = new Ajv().compile({ properties: excuseSettings });

  it("take waivers and a baseline, in every policy", () => {
    const policies = [...resourcePolicies(rules), graphPolicy(graphRules)];
    for (const { name, configSchema } of policies) {
      expect(Object.keys(configSchema?.properties ?? {}), name).toEqual(
        expect.arrayContaining(["waivers", "baseline"]),
      );
    }
    expect(accepts({ waivers: [waiver, { ...waiver, team: "payments" }] })).toBe(true);
    expect(accepts({ waivers: [{ ...waiver, object: "payments/old-*" }] })).toBe(true);
    expect(accepts({ baseline: [{ rule: "ECR-01", urn, path: "a" }] })).toBe(true);
  });

  it.each<[string, object]>([
    ["no ticket", { ticket: undefined }],
    ["a short reason", { reason: "because" }],
    ["an end that is no date", { expires: "soon" }],
    ["an unknown key", { until: "2026-01-01" }],
    ["a resource that is no URN", { resource: "*" }],
    ["an object of a kind", { object: "pods/payments/old" }],
  ])("refuse a waiver with %s", (_, change) => {
    const entry = JSON.parse(JSON.stringify({ ...waiver, ...change })) as object;
    expect(accepts({ waivers: [entry] })).toBe(false);
  });
});

const anything = (count: number): unknown[] =>
  Array.from({ length: count }, () => expect.anything() as unknown);
