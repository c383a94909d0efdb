import { readFileSync } from "node:fs";

import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";

import type { PolicyFinding } from "../../cli/src/gate/judging/findings";
import { lossesOf } from "../../cli/src/gate/judging/protected";
import { sarifOf } from "../../cli/src/gate/reports/sarif";
import { heed } from "../../cli/src/gate/inputs/lowered";
import { verdictOf } from "../../cli/src/gate/judging/verdict";
import { dateOf } from "../../cli/src/gate/inputs/declared";
import { grantedToday } from "../granted";
import { unknowns } from "../policy/harness";
import { found, previewed, rules, verdict } from "./gate-judging";

/** The official schema. It is of draft 4, whose `id` Ajv takes for a mistake. */
const schemaFile = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
const { $schema, id, ...schema } = JSON.parse(readFileSync(schemaFile, "utf8")) as {
  readonly $schema: string;
  readonly id: string;
};
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
);

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly suppressions?: readonly { readonly justification: string }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly { readonly logicalLocations: readonly object[] }[];
}
interface Sarif {
  readonly runs: readonly [
    {
      readonly results: readonly Result[];
      readonly invocations: readonly [
        {
          readonly executionSuccessful: boolean;
          readonly toolExecutionNotifications: readonly { readonly message: { text: string } }[];
          readonly ruleConfigurationOverrides: readonly object[];
        },
      ];
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    },
  ];
}
const granted = grantedToday();
const settings = {
  "IAM-05": { enforcementLevel: "disabled", lowered: granted },
  "ECR-01": { enforcementLevel: "advisory", lowered: granted },
  "IAM-03": { accounts: ["*"], lowered: granted },
};
const file = { file: "policy.json", settings, isTeams: false };
const { lowered } = heed({}, file, rules, dateOf(new Date()), []);
const sarif = (...verdicts: Parameters<typeof sarifOf>[0]) =>
  sarifOf(verdicts, rules, lowered, "Pulumi.yaml") as Sarif;

const vpc = "aws:ec2/vpc:Vpc";
const urn = `urn:pulumi:tools::groundwork::${vpc}::dev`;
const change = { op: "delete", type: vpc, name: "dev", urn, properties: [] };

async function everyKind(): Promise<PolicyFinding[]> {
  const [violation] = (await found("ECR-01")) as [PolicyFinding];
  const as = (kind: PolicyFinding["kind"], level: PolicyFinding["level"] = "advisory") => ({
    ...violation,
    kind,
    level,
  });
  return [
    violation,
    as("violation"),
    { ...as("waived"), notes: ["waived until 2026-05-30, moved, ada, https://t"] },
    as("known"),
    as("unused"),
    as("failed", "mandatory"),
    ...(await found("IAM-05", { props: { assumeRolePolicy: unknowns[0] } })),
  ];
}

describe("SARIF", () => {
  it("is read with the official schema, whatever was found", async () => {
    expect([$schema, id]).toEqual([
      "http://json-schema.org/draft-04/schema#",
      expect.stringContaining("sarif-2.1.0"),
    ]);
    const losses = lossesOf("tools", [change], [], [], "2026-03-10");
    const all = sarif(
      verdictOf({ ...previewed, findings: await everyKind(), losses }),
      verdict({ errors: ["no such module"] }),
      verdict({}),
    );
    expect(isSarif(all), JSON.stringify(isSarif.errors)).toBe(true);
    expect(isSarif({ ...all, version: "2.0.0" })).toBe(false);
    const spoilt = JSON.parse(
      JSON.stringify(all).replaceAll('"level":"note"', '"level":"bad"'),
    ) as unknown;
    expect(isSarif(spoilt)).toBe(false);
  });

  it("has a result for each finding, by how much it weighs", async () => {
    const [run] = sarif(verdict({ findings: await everyKind() })).runs;
    expect(
      run.results.map(({ ruleId, level, suppressions }) => [
        ruleId,
        level,
        suppressions?.map(({ justification }) => justification).join(),
      ]),
    ).toEqual([
      ["ECR-01", "error", undefined],
      ["ECR-01", "warning", undefined],
      ["ECR-01", "note", "waived until 2026-05-30, moved, ada, https://t"],
      ["ECR-01", "note", "in the baseline"],
      ["ECR-01", "note", undefined],
      ["ECR-01", "error", undefined],
      ["IAM-05", "warning", undefined],
      ["IAM-05", "warning", undefined],
    ]);
    const [first] = run.results;
    expect(first?.message.text).toMatch(
      /^high, mandatory: .*\nECR-01 urn:.*\n.*want .*\n {2}fix: .*\n {2}see: /,
    );
    expect(first?.locations[0]?.logicalLocations).toEqual([
      {
        fullyQualifiedName: expect.stringMatching(/^urn:.*::example$/) as unknown,
        kind: "resource",
      },
    ]);
    const known = new Set(run.tool.driver.rules.map((rule) => rule.id));
    expect(run.results.filter(({ ruleId }) => !known.has(ruleId))).toEqual([]);
  });

  it("knows a finding again by rule, resource and path", async () => {
    const [finding] = (await found("ECR-01")) as [PolicyFinding];
    const print = (with_: Partial<PolicyFinding>) =>
      sarif(verdict({ findings: [{ ...finding, ...with_ }] })).runs[0].results[0]
        ?.partialFingerprints["groundwork/v1"];
    expect(print({ want: "other", level: "advisory" })).toBe(print({}));
    for (const with_ of [{ rule: "KC-01" }, { resource: "urn:b" }, { path: "other" }]) {
      expect(print(with_)).not.toBe(print({}));
    }
  });

  it("says which rules are lowered", () => {
    expect(sarif(verdict({})).runs[0].invocations[0].ruleConfigurationOverrides).toEqual([
      {
        descriptor: { id: "IAM-03" },
        configuration: { parameters: { accounts: { width: ["*"], leftOut: [] } } },
      },
      { descriptor: { id: "IAM-05" }, configuration: { enabled: false } },
      { descriptor: { id: "ECR-01" }, configuration: { level: "warning" } },
    ]);
  });

  it("says that nothing was judged, and why", () => {
    const [run] = sarif(verdict({ errors: ["no such module"] })).runs;
    const [{ executionSuccessful, toolExecutionNotifications }] = run.invocations;
    expect(executionSuccessful).toBe(false);
    expect(toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      "tools: no such module",
    ]);
    expect(sarif(verdict({})).runs[0].invocations[0].executionSuccessful).toBe(true);
  });
});
