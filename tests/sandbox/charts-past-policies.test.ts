import { describe, expect, it } from "vitest";

import { rulesWithCases } from "../../policy/src/rules/cases";
import { chartWebhooks } from "../charts-webhooks";
import { judgeResource } from "../policy/harness";

const group = "kubernetes:admissionregistration.k8s.io/v1";

describe("the guardrails", () => {
  it.each(chartWebhooks().map((one) => [`${one.chart}: ${one.kind} ${one.name}`, one] as const))(
    "pass what a chart of ours installs, %s",
    async (_, { kind, name, webhooks }) => {
      const props = { metadata: { name }, webhooks };
      const found = await judgeResource(rulesWithCases, `${group}:${kind}`, { props });
      expect(found.map(({ message }) => message)).toEqual([]);
    },
  );

  it("have webhooks of five charts to judge", () => {
    expect(new Set(chartWebhooks().map(({ chart }) => chart)).size).toBeGreaterThanOrEqual(5);
  });
});
