import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { charts } from "../../../components/lib/charts";
import { Declarations } from "../../../sandbox/src/cloud/declarations";
import { chartFacts } from "../../../sandbox/src/cloud/facts/charts";
import { OfflineCloud } from "../../../sandbox/src/cloud/provider";
import { type Bag, CloudStore } from "../../../sandbox/src/cloud/store";
import { unknownValue } from "../../../sandbox/src/cloud/values";

const token = "kubernetes:helm.sh/v3:Release";
const server = "https://dev.eks.example";
const sdk = join(__dirname, "../../../node_modules/@pulumi/kubernetes");
const declarations = new Declarations(sdk, join(tmpdir(), "groundwork-declarations/kubernetes"));

let folder: string;
let store: CloudStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-charts-"));
  store = CloudStore.open(join(folder, "store.sqlite"));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function cloud(bySdk = false): OfflineCloud {
  const made = new OfflineCloud({
    pkg: "kubernetes",
    store: () => store,
    declaration: (other) => declarations.of(other),
    bySdk,
  });
  made.place = { account: server, region: "" };
  return made;
}

/** A release of one of our charts. */
function release(pin: keyof typeof charts, more: Bag = {}): Bag {
  const { chart, repo, version } = charts[pin];
  return { name: chart, chart, version, repositoryOpts: { repo }, namespace: "default", ...more };
}

/** What the preview of a release says. */
function said(inputs: Bag, { bySdk = false, secrets = [] as string[][] } = {}): string[] {
  const { failures } = cloud(bySdk).check(token, "it", { plain: inputs, secrets });
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

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
      release("metrics", { values: { "kube-state-metrics": { replica: 2 } } }),
      'values.kube-state-metrics.replica: want a value that kube-prometheus-stack 88.5.3 reads; did you mean "replicas"?, got 2',
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
      release("logs", { values: { loki: { storage: ["s3"] } } }),
      'values.loki.storage: want an object, got ["s3"]',
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

/** What the previews of one run say of each resource, in order. */
function saidInOrder(...resources: [string, Bag][]): string[][] {
  const run = cloud();
  return resources.map(([kind, plain]) =>
    run
      .check(kind, "it", { plain, secrets: [] })
      .failures.map(({ property, reason }) => `${property}: ${reason}`),
  );
}

describe("a preview wants a load balancer controller before a gateway (A.2)", () => {
  const external = { "service.beta.kubernetes.io/aws-load-balancer-type": "external" };
  const gateway = release("meshGateway", { values: { service: { annotations: external } } });
  const controller = release("balancers", { values: { clusterName: "dev" } });
  const missing = [
    "values.service: want a release of aws-load-balancer-controller in the cluster before it, since a Service of gateway is of type LoadBalancer and class external; got none",
  ];

  it("and says so if there is none, or only later", () => {
    expect(saidInOrder([token, gateway])).toEqual([missing]);
    expect(saidInOrder([token, gateway], [token, controller])).toEqual([missing, []]);
  });

  it("and takes one of the same run or of an earlier one", () => {
    expect(saidInOrder([token, controller], [token, gateway])).toEqual([[], []]);
    cloud().create(token, { plain: { ...controller, namespace: "default" }, secrets: [] });
    expect(saidInOrder([token, gateway])).toEqual([[]]);
  });

  it("but not for a Service that needs none", () => {
    const within = { service: { type: "ClusterIP", annotations: external } };
    expect(said(release("meshGateway", { values: within }))).toEqual([]);
    expect(said(release("meshGateway", { values: {} }))).toEqual([]);
    expect(said(release("dns", { values: { service: { annotations: external } } }))).toEqual([]);
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
