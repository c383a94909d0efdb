import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { keepBaseline } from "../../cli/src/gate/judging/known";
import { readBaseline } from "../../cli/src/gate/inputs/baseline";
import type { PolicyFinding } from "../../cli/src/gate/judging/findings";
import type { Verdict } from "../../cli/src/gate/judging/verdict";
import { found, verdict } from "./gate-judging";

describe("the baseline", () => {
  const place = mkdtempSync(join(tmpdir(), "groundwork-baseline-"));
  const file = join(place, "baseline.json");
  afterAll(() => {
    rmSync(place, { recursive: true });
  });
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
    expect(() => readBaseline(none)).toThrow(`${none}: (file): want JSON, got `);
    rmSync(none);
  });

  it.each<[string, (file: string) => void, string]>([
    [
      "a key twice",
      (file) => {
        writeFileSync(file, '[{ "rule": "A-1", "rule": "ECR-01", "urn": "u", "path": "p" }]');
      },
      "(file): want JSON, got Map keys must be unique at line 1, column 19",
    ],
    [
      "a key __proto__",
      (file) => {
        writeFileSync(file, '[{ "__proto__": {}, "rule": "A-1", "urn": "u", "path": "p" }]');
      },
      "(file): want JSON, got a key __proto__ at line 1, which no declaration has",
    ],
    [
      "UTF-16",
      (file) => {
        writeFileSync(file, "[]", "utf16le");
      },
      "want text in UTF-8, got UTF-16 or bytes that are no text; save it in UTF-8",
    ],
    [
      "a folder",
      (file) => {
        mkdirSync(file);
      },
      "want a file, got a folder; put a file in its place",
    ],
    [
      "5 MB",
      (file) => {
        writeFileSync(file, " ".repeat(5_000_000));
      },
      "want a file of at most 4 MB, got 5.0 MB; keep only declarations in it",
    ],
    [
      "a comment",
      (file) => {
        writeFileSync(file, "[] // none");
      },
      "(file): want JSON, got a comment at line 1, which JSON has none of",
    ],
    [
      "another form",
      (file) => {
        writeFileSync(file, "{}");
      },
      "(file): want a list, got {}",
    ],
  ])("names the one problem of a file with %s", (_, make, problem) => {
    const odd = join(place, "odd.json");
    rmSync(odd, { recursive: true, force: true });
    make(odd);
    expect(() => readBaseline(odd)).toThrow(
      `the gate's files have problems:\n  - ${odd}: ${problem}`,
    );
  });

  it("takes a mark of UTF-8 for nothing", () => {
    const odd = join(place, "marked.json");
    writeFileSync(odd, "\uFEFF[]");
    expect(readBaseline(odd)).toEqual([]);
  });

  it("is written without the rules that a team's own may not excuse", async () => {
    const [finding] = (await found("ECR-01")) as [PolicyFinding];
    const [critical] = (await found("NET-01")) as [PolicyFinding];
    const own = join(place, "teams.json");
    const mayKnow = (rule: string) => rule !== "NET-01";
    const judged = [verdict({ findings: [finding, critical] })];
    expect(keepBaseline(own, undefined, judged, blocking, mayKnow)).toEqual([
      `${own}: a team's baseline has no critical rule: NET-01 ${critical.resource} ${critical.path ?? ""}`,
      `${own}: written with 1 violation`,
    ]);
    expect(readBaseline(own, mayKnow)?.map(({ rule }) => rule)).toEqual(["ECR-01"]);
  });
});
