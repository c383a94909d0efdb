import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { censusKinds, kindsOf } from "../../../policy/facts/census/kinds.mts";
import { censusPage } from "../../../policy/src/generator/census-page";
import { census, type Entry, isReason } from "../../../policy/src/generator/census/census";
import kinds from "../../../policy/src/generator/census/kinds.json";
import { reasons } from "../../../policy/src/generator/census/reasons";
import { graphRulesWithCases, rulesWithCases } from "../../../policy/src/rules/cases";

const rules = [...rulesWithCases, ...graphRulesWithCases];
const entries = census(rules);
const isJudged = ({ by }: Entry) => by !== undefined && !isReason(by);

/** Whether an object has a property of one of the names, at any depth. */
const has = (value: unknown, names: readonly string[]): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(value).some(([key, inner]) => names.includes(key) || has(inner, names));

/** The judged properties that no refused example shows: its kind, and the property in some kind. */
const unproven = (all: readonly Entry[]) =>
  all.filter(isJudged).filter(({ kind, by, path }) => {
    const rule = rules.find(({ id }) => id === by);
    const refused = (rule?.bad ?? []).flat().map((one) => ({ type: rule?.types[0], ...one }));
    const names = path.split(".").filter((name) => !["*", "spec", "template"].includes(name));
    return !(
      refused.some(({ type }) => type === kind) && refused.some(({ props }) => has(props, names))
    );
  });

const place = mkdtempSync(join(tmpdir(), "groundwork-census-"));
afterAll(() => {
  rmSync(place, { recursive: true });
});

/** An SDK with one kind, as Pulumi generates them. */
function sdkOf(name: string, fields: string, secret = ""): string {
  const folder = join(place, name);
  mkdirSync(join(folder, "types"), { recursive: true });
  writeFileSync(join(folder, "later.js"), `static __pulumiType = 'aws:x/later:Later';\n${secret}`);
  writeFileSync(join(folder, "later.d.ts"), `export interface LaterArgs {\n${fields}\n}\n`);
  writeFileSync(
    join(folder, "types/input.d.ts"),
    "export declare namespace x {\n    interface Share {\n        principal?: pulumi.Input<string>;\n    }\n}\n",
  );
  return folder;
}

describe("the census", () => {
  it("has every kind of the installed SDKs that can hold something to judge", () => {
    const again = "the SDKs differ from policy/src/generator/census/kinds.json: npm run census";
    expect(censusKinds(), again).toEqual(kinds);
  });

  it("answers for each property", () => {
    expect(entries.filter(({ by }) => by === undefined)).toEqual([]);
    expect(entries.length).toBeGreaterThan(1900);
  });

  it("names rules by what their examples show", () => {
    expect(unproven(entries)).toEqual([]);
    const claim: Entry = { kind: "aws:ec2/vpc:Vpc", aspect: "network", path: "x", by: "NET-01" };
    const other: Entry = { ...claim, kind: "aws:rds/instance:Instance", path: "unheardOf" };
    expect(unproven([claim, other])).toEqual([claim, other]);
  });

  it("calls no version that servers have withdrawn", () => {
    const served = /^kubernetes:.+\/v1:/;
    const gone = entries.filter(({ by }) => by === "withdrawn").map(({ kind }) => kind);
    expect(gone.filter((kind) => served.test(kind))).toEqual([]);
    expect(gone).toContain("kubernetes:rbac.authorization.k8s.io/v1beta1:ClusterRole");
  });

  it("names the rules of kinds of aws-native, and tells of templates", () => {
    const found = (kind: string) =>
      entries.filter((one) => one.kind === `aws-native:${kind}`).map(({ by }) => by);
    expect(found("ec2:SecurityGroup")).toContain("NET-01");
    expect(found("eks:Cluster")).toContain("EKS-01");
    expect(found("ecr:Repository")).toContain("ECR-04");
    expect(found("sqs:QueueInlinePolicy")).toEqual(["IAM-03"]);
    expect(censusPage(entries)).toContain("[CFN-01](rules/CFN-01.md) refuses a template");
  });

  it("uses each of its reasons", () => {
    const used = new Set(entries.map(({ by }) => by));
    expect(Object.keys(reasons).filter((reason) => !used.has(reason))).toEqual([]);
  });

  it("leaves a kind without an answer that an SDK adds", () => {
    const folder = sdkOf(
      "new",
      "    policy: pulumi.Input<string>;\n    shares?: inputs.x.Share[];",
    );
    const found = Object.fromEntries(kindsOf(folder));
    expect(found).toEqual({
      "aws:x/later:Later": { document: ["policy"], principal: ["shares.*.principal"] },
    });
    expect(census(rules, found).map(({ path, by }) => [path, by])).toEqual([
      ["policy", undefined],
      ["shares.*.principal", undefined],
    ]);
  });

  it("counts a property as secret if the SDK marks it, or by its name", () => {
    const fields = [
      "    notes?: pulumi.Input<string>;",
      "    tokens?: pulumi.Input<{\n        [key: string]: pulumi.Input<inputs.x.Share>;\n    }>;",
      "    dbPassword?: pulumi.Input<string>;",
      "    resetPassword?: pulumi.Input<boolean>;",
    ].join("\n");
    const marks = 'resourceInputs["notes"] = args?.notes ? pulumi.secret(args.notes) : undefined;';
    expect(Object.fromEntries(kindsOf(sdkOf("secret", fields, marks)))).toEqual({
      "aws:x/later:Later": {
        marked: ["notes"],
        principal: ["tokens.principal"],
        secret: ["dbPassword"],
      },
    });
  });
});
