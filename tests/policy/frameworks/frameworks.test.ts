import { describe, expect, it } from "vitest";

import { cited, controlsOf, frameworks } from "../../../policy/src/frameworks";
import { podBaseline } from "../../../policy/src/frameworks/pod-security";
import { baseline } from "../../../policy/src/rules/k8s-01-pod-baseline/controls";
import { allRules } from "../examples";

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
