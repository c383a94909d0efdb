import { describe, expect, it } from "vitest";

import { additionsIn } from "../../../cli/src/gate/drift/additions";
import { driftOf } from "../../../cli/src/gate/drift/drift";
import { refreshedOf } from "../../../cli/src/engine/events";
import { verdictOf } from "../../../cli/src/gate/judging/verdict";
import { blocksOf } from "../../../cli/src/gate/reports/report";
import { previewed } from "../gate-judging";

const network = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const binding = "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding";
const paths = (type: string, declared: unknown, live: unknown) =>
  additionsIn(type, declared, live).map(({ path, item }) => `${path} ${item}`);
const spec = (own: object) => ({ spec: own });
const dns = { to: [{ podSelector: {} }], ports: [{ port: 53 }] };

describe("what a hand adds to an object of a cluster", () => {
  it("is told where it opens a network policy", () => {
    const declared = spec({ podSelector: {}, ingress: [], egress: [dns] });
    const filled = { ...dns, ports: [{ port: 53, protocol: "TCP" }] };
    expect(paths(network, declared, spec({ podSelector: {}, egress: [filled] }))).toEqual([]);
    const tries: [object, string][] = [
      [{ podSelector: {}, egress: [{}, filled] }, "spec.egress[0] {}"],
      [{ podSelector: {}, ingress: [{}], egress: [filled] }, "spec.ingress[0] {}"],
      [
        { podSelector: { matchLabels: { a: "b" } }, egress: [filled] },
        'spec.podSelector.matchLabels {"a":"b"}',
      ],
      [
        {
          podSelector: {},
          egress: [{ ...filled, to: [{ podSelector: {}, namespaceSelector: {} }] }],
        },
        "spec.egress[0].to[0].namespaceSelector {}",
      ],
    ];
    for (const [live, told] of tries) {
      expect(paths(network, declared, spec(live))).toEqual([told]);
    }
  });

  it("is told by name, whatever the order", () => {
    const [a, b] = [
      { kind: "Group", name: "a" },
      { kind: "Group", name: "b" },
    ];
    const group = { apiGroup: "rbac.authorization.k8s.io" };
    const filled = [
      { ...b, ...group },
      { ...a, ...group },
    ];
    expect(paths(binding, { subjects: [a, b] }, { subjects: filled })).toEqual([]);
    const user = { kind: "User", name: "a" };
    expect(paths(binding, { subjects: [a] }, { subjects: [user, { ...a, ...group }] })).toEqual([
      'subjects[0] {"kind":"User","name":"a"}',
    ]);
    expect(paths(binding, { subjects: [a] }, { subjects: [b] })).toHaveLength(1);
    expect(paths(binding, { subjects: [a, a] }, { subjects: [a, a, a] })).toHaveLength(1);
  });

  it("is told where a label or an annotation switches a guard or gives rights", () => {
    const named = (labels: object) => ({ metadata: { labels } });
    const space = "kubernetes:core/v1:Namespace";
    const old = { "pod-security.kubernetes.io/enforce-version": "v1.0" };
    expect(paths(space, { metadata: {} }, named({ "by.tool/x": "y", ...old }))).toEqual([
      'metadata.labels["pod-security.kubernetes.io/enforce-version"] "v1.0"',
    ]);
    expect(paths(space, named(old), named(old))).toEqual([]);
    const dry = { metadata: { annotations: { "istio.io/dry-run": "true" } } };
    expect(paths("kubernetes:security.istio.io/v1:AuthorizationPolicy", {}, dry)).toHaveLength(1);
    const role = { metadata: { annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1" } } };
    expect(paths("kubernetes:core/v1:ServiceAccount", {}, role)).toHaveLength(1);
  });

  it("is not what controllers and admission write", () => {
    const containers = [{ name: "app" }];
    const injected = { containers: [...containers, { name: "istio-proxy" }], tolerations: [{}] };
    expect(paths("kubernetes:core/v1:Pod", spec({ containers }), spec(injected))).toEqual([]);
    const role = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
    const rules = [{ verbs: ["get"] }];
    const aggregated = { aggregationRule: { clusterRoleSelectors: [] } };
    expect(paths(role, { ...aggregated, rules: [] }, { ...aggregated, rules })).toEqual([]);
    expect(paths(role, { rules: [] }, { rules })).toEqual(['rules[0] {"verbs":["get"]}']);
    expect(paths(role, { rules }, { rules, ...aggregated })).toHaveLength(1);
    for (const other of [`${binding}Patch`, "kubernetes:helm.sh/v3:Release", "aws:iam/role:Role"]) {
      expect(paths(other, { subjects: [] }, { subjects: [{}] })).toEqual([]);
    }
  });

  it("is told of odd values in one plain line, in time", () => {
    const odd = JSON.parse(
      '{"subjects":[{"name":"\\u202e\\u0007x","__proto__":{"a":1}}]}',
    ) as object;
    expect(paths(binding, { subjects: [] }, odd)).toEqual([
      'subjects[0] {"name":"\\u202e\\u0007x","__proto__":{"a":1}}',
    ]);
    for (const value of [undefined, null, "[secret]", 1, [], true]) {
      expect(paths(binding, { subjects: value }, value)).toEqual([]);
      expect(paths(binding, value, odd)).toEqual([]);
    }
    const many = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `s${at}` }));
    const begun = Date.now();
    const told = paths(binding, { subjects: many(3000) }, { subjects: many(3001).toReversed() });
    expect(told).toEqual(['subjects[0] {"name":"s3000"}']);
    expect(Date.now() - begun).toBeLessThan(5_000);
    const [long = ""] = paths(binding, { subjects: [] }, { subjects: ["x".repeat(9_999)] });
    expect(long.length).toBeLessThan(400);
  });
});

describe("a drift that no preview shows", () => {
  const urn = `urn:pulumi:a::b::${binding}::members`;
  const event = (op: string, outputs: object | null, inputs: object | null) =>
    refreshedOf({
      resourcePreEvent: {
        metadata: {
          op,
          urn,
          type: binding,
          old: outputs === null ? null : { outputs },
          new: inputs === null ? null : { inputs },
        },
      },
    } as never);
  const [a, b, c] = ["a", "b", "c"].map((name) => ({ kind: "Group", name }));

  it("is read of the recorded state and of the refreshed one, each addition once", () => {
    const recorded = [
      ...event("refresh", { subjects: [a, b] }, { subjects: [a, b] }),
      ...event("same", { subjects: [a, b, c] }, { subjects: [a] }),
      ...event("create", null, { subjects: [] }),
      ...refreshedOf({}),
    ].filter(({ declared }) => declared?.["subjects"] !== undefined || declared === undefined);
    const [drift] = driftOf({ changes: [], recorded: recorded.slice(0, 2) });
    expect(drift).toMatchObject({
      op: "add",
      urn,
      name: "members",
      properties: ["subjects[1]", "subjects[2]"],
    });
  });

  it("closes the gate, beside a change that the preview shows", () => {
    const recorded = event("update", { subjects: [a, b] }, { subjects: [a] });
    const update = { op: "update", type: binding, name: "members", urn, properties: ["roleRef"] };
    const drift = driftOf({ changes: [update], recorded });
    const verdict = verdictOf({ ...previewed, drift });
    expect(verdict).toMatchObject({ state: "failed", why: [`drift: update of ${urn}`] });
    expect(blocksOf(verdict)).toEqual([
      [
        `DRIFT update ${urn}`,
        "  it differs in roleRef",
        '  subjects[1]: want only what is declared, got {"kind":"Group","name":"b"}',
        "  fix: remove it from the live object, then `pulumi refresh`, or have the program say it; docs/gate.md, After an update",
      ].join("\n"),
    ]);
    expect(driftOf({ changes: [update] })).toEqual([update]);
  });
});
