import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { keepBaseline } from "../../cli/src/gate/judging/known";
import { readBaseline } from "../../cli/src/gate/inputs/baseline";
import type { PolicyFinding } from "../../cli/src/gate/judging/findings";
import type { Verdict } from "../../cli/src/gate/judging/verdict";
import { found, verdict } from "./gate-judging";

describe("the baseline", () => {
  const place = mkdtempSync(join(tmpdir(), "groundwork-baseline-"));
  const file = join(place, "baseline.json");
  const blocking = (policy: string) => policy !== "tags";

  it("is written once, shrinks, and never grows", async () => {
    const [finding] = (await found("ECR-01")) as [PolicyFinding];
    const at = (path: string, kind: PolicyFinding["kind"] = "violation") => ({
      ...finding,
      kind,
      path,
    });
    const resource = finding.resource.replace("network.dev", "tools");
    const elsewhere = { ...at("a"), resource };
    const network = (...findings: PolicyFinding[]) => verdict({ name: "network.dev", findings });
    const keep = (...verdicts: Verdict[]) =>
      keepBaseline(file, readBaseline(file), verdicts, blocking);
    const paths = () => readBaseline(file)?.map(({ path }) => path);

    const first = [at("a"), at("b"), at("a"), { ...at("t"), policy: "tags" }, at("w", "waived")];
    expect(keep(network(...first), verdict({ findings: [elsewhere] }))).toEqual([
      `${file}: written with 4 violations`,
    ]);
    expect(paths()).toEqual(["a", "b", "a"]);

    const before = readFileSync(file, "utf8");
    expect(keep(network(at("a", "known"), at("c")))).toEqual([
      `${file}: it never grows; it would have to add: ECR-01 ${finding.resource} c`,
      `${file}: 3 known violations are left`,
    ]);
    expect(readFileSync(file, "utf8")).toBe(before);

    expect(keep(network(at("a", "known"), at("b", "waived")))).toEqual([
      `${file}: no longer there, taken out: ECR-01 ${finding.resource} b`,
      `${file}: 2 known violations are left`,
    ]);
    expect(readBaseline(file)?.map(({ urn }) => urn)).toEqual([finding.resource, resource]);
  });

  it("is not written of a preview that failed, nor read with faults", () => {
    const none = join(place, "none.json");
    expect(() => keepBaseline(none, undefined, [verdict({ errors: ["x"] })], blocking)).toThrow(
      `${none} is not written: no preview of tools`,
    );
    expect(readBaseline(none)).toBeUndefined();
    writeFileSync(none, '[{ "rule": "ECR-01", "urn": "u" }]');
    expect(() => readBaseline(none)).toThrow(`${none}: 0.path: want a text, got nothing`);
    writeFileSync(none, "[");
    expect(() => readBaseline(none)).toThrow(`${none}: want JSON, got `);
    rmSync(place, { recursive: true });
  });
});
