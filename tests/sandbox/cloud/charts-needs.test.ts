import { describe, expect, it } from "vitest";

import type { Bag } from "../../../sandbox/src/cloud/store";
import { cloud, release, said, server, store, token } from "./chart-cloud";

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

describe("a preview wants room for Loki (A.3)", () => {
  const kind = "kubernetes:storage.k8s.io/v1:StorageClass";
  const mark = { "storageclass.kubernetes.io/is-default-class": "true" };
  const storage = {
    metadata: { name: "encrypted", annotations: mark },
    provisioner: "ebs.csi.aws.com",
  };
  const small = { enabled: false };
  const fits = {
    ...{ read: { replicas: 1 }, write: { replicas: 1 }, backend: { replicas: 1 } },
    ...{ chunksCache: small, resultsCache: small },
  };
  const missing =
    "chart: want a default StorageClass in the cluster before loki, since pods of StatefulSet/loki-backend, StatefulSet/loki-write claim volumes; got none";
  /** A cluster with a node group per zone. */
  const cluster = (zones: number, instanceTypes: string[]) => {
    const place = { partition: "aws/1/eu-west-1", secrets: [] };
    const state = { name: "dev", endpoint: server, version: "1.34" };
    store.put({ ...place, id: "dev", token: "aws:eks/cluster:Cluster", inputs: state, state });
    for (const id of Array.from({ length: zones }, (_, zone) => `dev-${zone}`)) {
      const inputs = { clusterName: "dev", instanceTypes, scalingConfig: { minSize: 1 } };
      store.put({ ...place, id, token: "aws:eks/nodeGroup:NodeGroup", inputs, state: inputs });
    }
  };
  const loki = (values: Bag) =>
    saidInOrder([kind, storage], [token, release("logs", { values })]).flat();

  it("and for Prometheus: a default class, before them", () => {
    const unmarked = { ...storage, metadata: { name: "encrypted" } };
    expect(saidInOrder([token, release("logs", { values: fits })])).toEqual([[missing]]);
    expect(saidInOrder([kind, unmarked], [token, release("logs")])).toEqual([[], [missing]]);
    expect(saidInOrder([kind, storage], [token, release("logs")])).toEqual([[], []]);
    expect(said(release("metrics"))).toEqual([
      "chart: want a default StorageClass in the cluster before kube-prometheus-stack, since pods of Prometheus/kube-prometheus-stack-prometheus claim volumes; got none",
    ]);
  });

  it("a node for each copy", () => {
    cluster(2, ["r7g.large"]);
    expect(loki({})).toEqual(
      ["read", "write", "backend"].map(
        (part) =>
          `values.${part}.replicas: want 2 or fewer, the nodes that the cluster is sure to have, since each copy wants a node of its own, got 3`,
      ),
    );
    const free = { replicas: 3, affinity: { podAntiAffinity: {} } };
    expect(loki({ read: free, write: free, backend: free })).toEqual([]);
    expect(loki(fits)).toEqual([]);
  });

  it("a node that a cache fits", () => {
    cluster(3, ["m7g.large"]);
    expect(loki({})).toEqual([
      "values.chunksCache.allocatedMemory: want a cache whose pod, which requests a fifth more, fits a node of 8192 MiB, got 8192",
    ]);
    expect(loki({ chunksCache: { allocatedMemory: 1024 } })).toEqual([]);
    expect(loki({ chunksCache: small })).toEqual([]);
  });

  it("but judges no node whose memory it does not know", () => {
    cluster(3, ["p5.48xlarge"]);
    expect(loki({})).toEqual([]);
  });
});
