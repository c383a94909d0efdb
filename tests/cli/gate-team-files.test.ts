import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { guidanceOf } from "../../cli/src/gate/inputs/guidance";

const folder = mkdtempSync(join(tmpdir(), "groundwork-team-files-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a team's own baseline", () => {
  const known = (rule: string, urn = "urn:pulumi:dev::shop::aws:a/b:B::old") => ({
    ...{ rule, urn, path: "p" },
  });
  const project = (root: string) => ({
    ...{ root, name: "shop", main: "index.js" },
    policyPack: join(__dirname, "../../policy"),
  });
  const of = (entries: readonly object[], file = "baseline.json") => {
    const root = mkdtempSync(join(folder, "baseline-"));
    writeFileSync(join(root, file), JSON.stringify(entries));
    return root;
  };
  const excused = (settings: object) =>
    Object.values(settings).flatMap((own) =>
      ((own as { readonly baseline?: readonly { rule: string }[] }).baseline ?? []).map(
        ({ rule }) => rule,
      ),
    );

  it("excuses no critical rule, and others", () => {
    const root = of([known("ECR-01"), known("IAM-03")]);
    expect(() => guidanceOf(project(root), {})).toThrow(
      `${join(root, "baseline.json")}: 1.rule: want a rule that is not critical, which only the platform's baseline.json may excuse, got "IAM-03"; mend what violates it`,
    );
    const { settings, mayKnow } = guidanceOf(project(of([known("ECR-01")])), {});
    expect(new Set(excused(settings))).toEqual(new Set(["ECR-01"]));
    expect([mayKnow("ECR-01"), mayKnow("IAM-03")]).toEqual([true, false]);
  });

  it("does so by another name too", () => {
    const root = of([known("IAM-03")], "ours.json");
    expect(() => guidanceOf(project(root), { baseline: join(root, "ours.json") })).toThrow(
      "0.rule: want a rule that is not critical",
    );
  });

  it("is beside the platform's, which excuses critical ones", () => {
    const [platform, root] = [of([known("IAM-03")]), of([known("ECR-01")])];
    const { settings, baseline, mayKnow } = guidanceOf(project(root), { platform });
    expect(new Set(excused(settings))).toEqual(new Set(["ECR-01", "IAM-03"]));
    expect(baseline?.map(({ rule }) => rule)).toEqual(["ECR-01"]);
    expect(mayKnow("IAM-03")).toBe(false);
    const own = guidanceOf(project(platform), { platform });
    expect(new Set(excused(own.settings))).toEqual(new Set(["IAM-03"]));
    const named = { platform, baseline: join(platform, "baseline.json") };
    const both = guidanceOf(project(root), named);
    expect(both.baseline?.map(({ rule }) => rule)).toEqual(["IAM-03"]);
    expect(both.mayKnow("IAM-03")).toBe(true);
  });
});

it("a team's own project is told what follows from the organisation in the platform's folder", () => {
  const root = mkdtempSync(join(folder, "team-"));
  const project = {
    ...{ root, name: "shop", main: "index.js" },
    policyPack: join(__dirname, "../../policy"),
  };
  const platform = join(__dirname, "../../organization");
  const { settings, lowered: told } = guidanceOf(project, { platform });
  expect(settings["graph"]?.["hosts"]).toContain("payments:payments.prod.platform.acme.example");
  expect(settings["IAM-03.Role"]).toMatchObject({ accounts: ["111111111111", "222222222222"] });
  expect(settings["IAM-01.Policy"]).toBeUndefined();
  expect(told).toEqual([]);
});
