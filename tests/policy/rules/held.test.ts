import { describe, expect, it } from "vitest";

import { rulesWithCases } from "../../../policy/src/rules/cases";
import { judgeResource, unknown } from "../harness";
import { badHeld, computings, expectComputed, expectHeld, goodHeld, holders } from "./held";

describe("a resource that another one holds as text", () => {
  it("has examples of at least ten rules", () => {
    expect(new Set(badHeld.map(({ rule }) => rule.id)).size).toBeGreaterThanOrEqual(10);
    expect(badHeld.length).toBeGreaterThanOrEqual(150);
  });

  it.each([...goodHeld, ...badHeld].map((one, at) => [one.rule.id, at, one] as const))(
    "is judged by %s as that of aws-native is: %i",
    async (_, __, one) => {
      await expectHeld(one);
    },
  );

  it.each(computings.map((one) => [one.what, one] as const))(
    "is judged with %s",
    async (_, one) => {
      await expectComputed(one);
    },
  );

  it("is judged once a preview knows it, and said to be deferred by one rule until then", async () => {
    for (const { type, hold } of holders) {
      const { props } = hold("AWS::SQS::QueuePolicy", {});
      const later = Object.fromEntries(Object.keys(props).map((key) => [key, unknown]));
      const found = await judgeResource(rulesWithCases, type, { type, props: later });
      expect(new Set(found.map(({ message }) => /DEFERRED (\S+)/.exec(message)?.[1]))).toEqual(
        new Set(["CFN-01"]),
      );
    }
  });
});
