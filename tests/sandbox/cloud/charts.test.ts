import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { charts } from "../../../components/lib/charts";
import { chartFacts } from "../../../sandbox/src/cloud/facts/charts";
import { unknownValue } from "../../../sandbox/src/cloud/values";
import type { Bag } from "../../../sandbox/src/cloud/store";
import { cloud, release, said, server, store, token } from "./chart-cloud";

describe("the facts", () => {
  it("are those of the pinned charts", () => {
    const pins = Object.values(charts).map(({ chart, repo, version }) => ({
      chart,
      repo,
      version,
    }));
    const facts = chartFacts.map(({ chart, repo, version }) => ({ chart, repo, version }));
    const order = (a: { chart: string }, b: { chart: string }) => a.chart.localeCompare(b.chart);
    expect(facts.sort(order)).toEqual(pins.sort(order));
  });

  it("are those that docs/versions.md lists", () => {
    const page = readFileSync(join(__dirname, "../../../docs/versions.md"), "utf8");
    const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
    const listed = rows.filter(([, chart]) => chart?.startsWith("`")).map((row) => row.slice(1, 5));
    const facts = chartFacts.map(({ chart, version, appVersion, kubernetes: { from } }) => [
      ...[chart, version, appVersion].map((text) => `\`${text}\``),
      from === undefined ? "any" : `from ${from}`,
    ]);
    expect(listed).toEqual(facts);
  });

  it.each(chartFacts.map((facts) => [facts.chart, facts] as const))(
    "of %s hold no text of the chart: a string has no line end and is short",
    (_chart, facts) => {
      const long: string[] = [];
      JSON.stringify(facts, (_key, value: unknown) => {
        if (typeof value === "string" && (value.includes("\n") || value.length > 120)) {
          long.push(value);
        }
        return value;
      });
      expect(long).toEqual([]);
      expect(facts.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    },
  );
});

describe("a preview refuses", () => {
  it.each<[string, Bag, string]>([
    [
      "a chart without facts",
      release("dns", { chart: "nginx" }),
      'chart: want a chart with facts (base, istiod, gateway, aws-load-balancer-controller, cert-manager, external-dns, kube-prometheus-stack, loki, alloy, argo-cd, policy-controller), got "nginx"',
    ],
    [
      "another repository's chart of the same name",
      release("dns", { repositoryOpts: { repo: "https://charts.bitnami.com/bitnami" } }),
      'chart: want external-dns of https://kubernetes-sigs.github.io/external-dns, got "https://charts.bitnami.com/bitnami"',
    ],
    [
      "a chart without a repository",
      release("dns", { repositoryOpts: undefined }),
      'chart: want external-dns of https://kubernetes-sigs.github.io/external-dns, got "no repository"',
    ],
    // A.1: no Helm since 3.18.5 can render it.
    [
      "a version without facts",
      release("meshGateway", { version: "1.24.2" }),
      'version: want "1.30.3", the version of gateway with facts, got "1.24.2"',
    ],
    [
      "a value that no template reads",
      release("dns", { values: { txtOwner: "dev" } }),
      'values.txtOwner: want a value that external-dns 1.21.1 reads; did you mean "txtOwnerId"?, got "dev"',
    ],
    [
      "a value of a subchart that none of its templates reads",
      release("collector", { values: { crds: { created: true } } }),
      'values.crds.created: want a value that alloy 1.11.1 reads; did you mean "create"?, got true',
    ],
    [
      "a text for a number",
      release("meshGateway", { values: { autoscaling: { minReplicas: "2" } } }),
      'values.autoscaling.minReplicas: want a number, got "2"',
    ],
    [
      "a text for a boolean",
      release("certificates", { values: { crds: { enabled: "true" } } }),
      'values.crds.enabled: want a boolean, got "true"',
    ],
    [
      "a text for a list",
      release("dns", { values: { sources: "service" } }),
      'values.sources: want a list, got "service"',
    ],
    [
      "a list for an object",
      release("certificates", { values: { webhook: ["on"] } }),
      'values.webhook: want an object, got ["on"]',
    ],
    [
      "an object for a number",
      release("admission", { values: { webhook: { replicaCount: { min: 2 } } } }),
      'values.webhook.replicaCount: want a number, got {"min":2}',
    ],
  ])("%s", (_case, inputs, message) => {
    expect(said(inputs)).toEqual([message]);
  });

  it("every bad value at once, and shows no secret", () => {
    const values = { policy: 1, sources: "tok3n" };
    const secrets = [["values", "sources"]];
    expect(said(release("dns", { values }), { secrets })).toEqual([
      "values.policy: want a string, got 1",
      "values.sources: want a list",
    ]);
  });

  it("a cluster older than the chart takes, and no other", () => {
    const cluster = (version: string) => {
      const [id, kind] = ["dev", "aws:eks/cluster:Cluster"];
      const state = { endpoint: server, version };
      store.put({ id, token: kind, partition: "aws/1/eu-west-1", inputs: {}, state, secrets: [] });
    };
    expect(said(release("delivery"))).toEqual([]);
    cluster("1.24");
    expect(said(release("delivery"))).toEqual([
      "chart: want a cluster of Kubernetes from 1.25 for argo-cd 10.1.1, got 1.24",
    ]);
    cluster("1.25");
    expect(said(release("delivery"))).toEqual([]);
  });
});

describe("a preview takes", () => {
  it.each<[string, Bag]>([
    ["a value that is not known yet", { txtOwnerId: unknownValue, sources: unknownValue }],
    ["nothing for a default that is left out", { sources: null }],
    ["any member of what a chart passes on", { podAnnotations: { "a/b": "c" } }],
    ["global values", { global: { anything: 1 } }],
  ])("%s", (_case, values) => {
    expect(said(release("dns", { values }))).toEqual([]);
  });

  it("a share where a chart has a number", () => {
    const values = { webhook: { podDisruptionBudget: { minAvailable: "50%" } } };
    expect(said(release("admission", { values }))).toEqual([]);
  });
});

it("accepts a foreign project's other charts unjudged, and counts them", () => {
  const theirs = release("dns", { chart: "nginx", version: "9.9.9", values: { a: 1 } });
  expect(said(theirs, { bySdk: true })).toEqual([]);
  const ours = release("dns", { name: "ours" });
  for (const inputs of [theirs, ours]) {
    cloud(true).create(token, { plain: inputs, secrets: [] });
  }
  expect(store.unverified()).toEqual({ [token]: 1 });
});
