import { describe, expect, it } from "vitest";

import { admissionPolicies } from "../../../policy/src/admission";
import { rules } from "../../../policy/src/rules/all";
import { baseline } from "../../../policy/src/rules/k8s-01-pod-baseline/controls";
import { grantedToday } from "../../granted";

const twinned = rules.filter(({ admission }) => admission !== undefined);
const all = admissionPolicies({ today: "2026-04-01" });
const only = (id: string) => rules.filter((rule) => rule.id === id);
const waiver = {
  rule: "K8S-05",
  resource: "urn:pulumi:workspace.payments.dev::*::kubernetes:apps/v1:Deployment::*",
  object: "payments/old-*",
  reason: "Moved to the new registry with the release of May.",
  owner: "dina",
  ticket: "https://tickets.example.com/PAY-7",
  since: "2026-03-01",
  expires: "2026-05-30",
};
const stacks = [
  { name: "services.dev" },
  { name: "workspace.payments.dev", namespaces: ["payments", "payments-jobs"] },
];

/** The conditions that waivers of a rule come to. */
const excluded = (entry: object, today = "2026-04-01", rule = "K8S-05") =>
  admissionPolicies({ waivers: [entry], stacks, today }, only(rule)).flatMap(({ policy }) =>
    policy.spec.matchConditions.filter(({ name }) => name.startsWith("waiver-")),
  );

describe("the twins", () => {
  it("are of these rules, by names that stay", () => {
    expect(all.map(({ policy, binding }) => [policy.metadata.name, binding.spec])).toEqual(
      ["k8s-01", "k8s-05", "k8s-07", "k8s-10", "sig-01", "ist-02", "arg-01"].map((id) => [
        `groundwork-${id}`,
        { policyName: `groundwork-${id}`, validationActions: ["Deny"] },
      ]),
    );
  });

  it("come out the same each time, in what a manifest can hold", () => {
    const again = admissionPolicies({ today: "2026-04-01" });
    expect(JSON.parse(JSON.stringify(all))).toEqual(again);
  });

  it("have an expression of every control of the baseline, with all that it restricts", () => {
    const [twin] = all;
    const validations = twin?.policy.spec.validations ?? [];
    expect(validations.length).toBe(baseline.length);
    baseline.forEach(({ title, fields, allowed }, index) => {
      const { expression = "", message = "" } = validations[index] ?? {};
      expect(message).toContain(`(${title})`);
      for (const key of fields.flat().filter((step) => /^\w+$/.test(step))) {
        expect(expression).toContain(`.?${key}`);
      }
      expect(expression.split("variables.pod").length).toBeGreaterThan(fields.length);
      for (const value of allowed) {
        expect(expression).toContain(JSON.stringify(value).replace(/\*"$/, '"'));
      }
    });
  });

  it("find the pod in every kind of Kubernetes that has one, and containers for debugging", () => {
    const { matchConstraints, variables } = all[0]?.policy.spec ?? {};
    const resources = matchConstraints?.resourceRules.flatMap((one) => one.resources) ?? [];
    expect(resources.sort()).toEqual([
      ...["cronjobs", "daemonsets", "deployments", "jobs", "pods", "pods/ephemeralcontainers"],
      ...["podtemplates", "replicasets", "replicationcontrollers", "rollouts", "statefulsets"],
    ]);
    expect(variables).toEqual([
      {
        name: "pod",
        expression:
          "object.?spec.?jobTemplate.?spec.?template.or(object.?spec.?template.or(object.?template)).orValue(object)",
      },
    ]);
  });

  it("name kinds by the plurals that their groups have", () => {
    const resources = all.flatMap(({ policy }) =>
      policy.spec.matchConstraints.resourceRules.flatMap((one) => one.resources),
    );
    expect(resources).toEqual(
      expect.arrayContaining(["clusterimagepolicies", "gateways", "virtualservices", "cronjobs"]),
    );
  });

  it("say in one line which rule, what is wanted, the fix and where to read on", () => {
    for (const [index, rule] of twinned.entries()) {
      for (const { message } of all[index]?.policy.spec.validations ?? []) {
        expect(message).toMatch(new RegExp(`^${rule.id}: want .+; fix: .+ See https:.+$`));
        expect(message).toContain(rule.fix);
        expect(message).not.toContain("\n");
      }
    }
  });

  const actions = (own: object, today?: string) =>
    admissionPolicies(
      { settings: { "K8S-05": own }, ...(today !== undefined && { today }) },
      only("K8S-05"),
    ).map(({ binding }) => binding.spec);
  const bound = (...validationActions: string[]) => [
    { policyName: "groundwork-k8s-05", validationActions },
  ];

  it("advise or go where the rule's settings say so, as long as these say why", () => {
    const lowered = grantedToday();
    expect(actions({ enforcementLevel: "advisory", lowered })).toEqual(bound("Warn", "Audit"));
    expect(actions({ enforcementLevel: "mandatory" })).toEqual(bound("Deny"));
    expect(actions({ enforcementLevel: "disabled", lowered })).toEqual([]);
  });

  it("stay as they are where nothing says why, not wholly, not yet or no longer", () => {
    const granted = grantedToday();
    const { since, expires } = granted;
    for (const enforcementLevel of ["advisory", "disabled"]) {
      const after = (lowered: unknown, today?: string) =>
        actions({ enforcementLevel, lowered }, today);
      for (const statement of [
        undefined,
        "because",
        ...Object.keys(granted).map((key) => ({ ...granted, [key]: undefined })),
        { ...granted, reason: "x".repeat(19) },
        { ...granted, ticket: "http://tickets.example.com" },
        { ...granted, since: "2025-01-01" },
      ]) {
        expect(after(statement), JSON.stringify(statement)).toEqual(bound("Deny"));
      }
      expect(after(granted, "2025-01-01")).toEqual(bound("Deny"));
      expect(after(granted, "2099-01-01")).toEqual(bound("Deny"));
      expect(after(granted, since)).not.toEqual(bound("Deny"));
      expect(after(granted, expires)).not.toEqual(bound("Deny"));
    }
  });

  it("allow more by the rule's settings only as long as these say why", () => {
    const issuers = ["https://signer.example.com"];
    const shown = (own: object) =>
      JSON.stringify(admissionPolicies({ settings: { "SIG-01": own } }, only("SIG-01")));
    expect(shown({ issuers, lowered: grantedToday() })).toContain("signer");
    expect(shown({ issuers })).toBe(shown({}));
    expect(shown({ issuers, lowered: grantedToday({ before: 9, after: -1 }) })).toBe(shown({}));
  });

  it("take the rule's settings", () => {
    const settings = { "K8S-05": { registries: ["registry.example.com/*"] } };
    const [twin] = admissionPolicies({ settings }, only("K8S-05"));
    expect(twin?.policy.spec.validations.map(({ expression }) => expression)).toEqual([
      'variables.images.all(image, image.matches("@sha256:[0-9a-f]{64}$"))',
      'variables.names.all(name, name.matches("(?s)^registry\\\\.example\\\\.com/.*$"))',
    ]);
  });
});

describe("a waiver in a cluster", () => {
  it("leaves out what it names until the day after its last", () => {
    expect(excluded(waiver)).toEqual([
      {
        name: "waiver-0",
        expression:
          '!(object.metadata.name.matches("(?s)^old-[^/]*$") && ' +
          'request.namespace.matches("(?s)^payments$") && ' +
          'request.namespace in ["payments","payments-jobs"] && ' +
          'timestamp(object.metadata.creationTimestamp) < timestamp("2026-05-31T00:00:00Z"))',
      },
    ]);
  });

  it("is shown on the policy", () => {
    const [twin] = admissionPolicies(
      { waivers: [waiver], stacks, today: "2026-04-01" },
      only("K8S-05"),
    );
    const { annotations = {} } = twin?.policy.metadata ?? {};
    expect(JSON.parse(annotations["groundwork.dev/waivers"] ?? "")).toEqual([waiver]);
  });

  it.each<[string, object, string?, string?]>([
    ["names no object", { object: undefined }],
    ["is of another rule", { rule: "K8S-01" }],
    ["is over", {}, "2026-05-31"],
    ["has not begun", {}, "2026-02-28"],
    ["has no reason", { reason: "" }],
    ["runs too long", { expires: "2026-12-31" }],
    ["is of another environment", { resource: waiver.resource.replace(".dev", ".prod") }],
    ["is another team's", { team: "orders" }],
    ["is a team's, of a critical rule", { rule: "K8S-01", team: "payments" }, undefined, "K8S-01"],
  ])("has no effect if it %s", (_, change, today, rule) => {
    expect(excluded({ ...waiver, ...change }, today, rule)).toEqual([]);
  });

  it("of the platform's stacks is for every namespace, and for what is in none", () => {
    const wide = { ...waiver, rule: "K8S-10", object: "old", resource: "urn:pulumi:services.*::*" };
    const [condition] = excluded(wide, undefined, "K8S-10");
    expect(condition?.expression).toContain('request.namespace == ""');
    expect(condition?.expression).not.toContain("request.namespace in");
  });
});
