import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import * as components from "../../components";
import { cited, controlsOf, frameworks } from "../../policy/src/frameworks";
import { podBaseline } from "../../policy/src/frameworks/pod-security";
import { baseline } from "../../policy/src/rules/k8s-01-pod-baseline/controls";
import { allRules } from "./examples";
import { frameworkPage } from "./framework-page";
import { rulePages } from "./rule-pages";

const docs = join(__dirname, "../../docs");
const pages = { ...rulePages(), "frameworks.md": frameworkPage() };
const written = () => globSync(["rules.md", "frameworks.md", "rules/*"], { cwd: docs }).sort();

if (process.env["UPDATE_DOCS"] === "1") {
  rmSync(join(docs, "rules"), { recursive: true, force: true });
  mkdirSync(join(docs, "rules"));
  for (const [file, text] of Object.entries(pages)) {
    writeFileSync(join(docs, file), text);
  }
}

describe("the pages of the rules", () => {
  it.each(Object.entries(pages))("%s is what the rules say", (file, text) => {
    const path = join(docs, file);
    const present = existsSync(path) ? readFileSync(path, "utf8") : "";
    expect(present, "to write it again: npm run rules:docs").toBe(text);
  });

  it("are all there, and no other", () => {
    expect(written()).toEqual(Object.keys(pages).sort());
  });
});

describe("what rules say of frameworks", () => {
  it.each(allRules)("$id names controls that the lists have", (rule) => {
    expect(rule.frameworks.filter((reference) => controlsOf(reference).length === 0)).toEqual([]);
    expect(new Set(rule.frameworks).size).toBe(rule.frameworks.length);
  });

  it.each(["FSBP EKS.99", "FSBPEKS.1", "FSBP", "FSBP toString", "PSS baseline", "ISO 1"])(
    "does not take %s for a control",
    (reference) => {
      expect(controlsOf(reference)).toEqual([]);
    },
  );

  it("names every control that is listed because a rule names it", () => {
    const named = new Set(allRules.flatMap((rule) => rule.frameworks));
    const listed = cited.flatMap(({ key, controls }) =>
      Object.keys(controls).map((id) => `${key} ${id}`),
    );
    expect(listed.filter((reference) => !named.has(reference))).toEqual([]);
  });

  it("claims the baseline as a whole because it judges each of its controls", () => {
    const judged = new Set(baseline.map(({ title }) => title));
    expect([...judged].sort()).toEqual(Object.keys(podBaseline.controls).sort());
  });

  it("has only controls out of reach that the list has", () => {
    for (const { key, controls, beyond = {} } of frameworks) {
      expect(Object.keys(controls), key).toEqual(expect.arrayContaining(Object.keys(beyond)));
    }
  });
});

it("has violations prevented by components that there are", () => {
  const types = Object.values(components).flatMap((module) =>
    Object.values(module as Record<string, { readonly type?: unknown }>).map(({ type }) => type),
  );
  const setters = allRules.flatMap(({ prevention = [] }) =>
    prevention.flatMap(({ component = [] }) => component),
  );
  expect(setters.filter((setter) => !types.includes(setter))).toEqual([]);
  expect(setters.length).toBeGreaterThan(0);
});
