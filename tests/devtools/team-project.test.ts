import { join } from "node:path";

import * as k8s from "@pulumi/kubernetes";
import { beforeEach, describe, expect, it } from "vitest";

import { devtools } from "../../components";
import { created, startEngine, treeOf } from "../harness";
import { run } from "../stacks/program-run";

const reference = join(__dirname, "../../organization");
const { deliveredKinds } = devtools;
type Kinds = devtools.TeamProjectArgs["kinds"];

/** Kinds that a team has of its own beside the one that our stacks make. */
const also: Readonly<Record<string, string>> = {
  " ConfigMap": "the platform's holds a dashboard, the team's settings of its workloads",
};

const project = (kinds?: Kinds) =>
  new devtools.TeamProject(
    "search",
    {
      team: "search",
      repositories: ["https://github.com/acme/search"],
      namespaces: ["search"],
      operators: [],
      viewers: [],
      ...(kinds && { kinds }),
    },
    { provider: new k8s.Provider("cluster", {}) },
  );

async function specOf(kinds?: Kinds): Promise<Record<string, unknown>> {
  await treeOf(project(kinds));
  const [made] = created("kubernetes:argoproj.io/v1alpha1:AppProject");
  return made?.inputs["spec"] as Record<string, unknown>;
}

describe("a team's project in Argo CD", () => {
  beforeEach(() => startEngine());

  it("delivers the kinds of a list and nothing of the cluster's own", async () => {
    const spec = await specOf();
    expect(spec["clusterResourceWhitelist"]).toEqual([]);
    expect(spec["namespaceResourceWhitelist"]).toEqual(deliveredKinds);
    const names = deliveredKinds.map(({ group, kind }) => `${group}/${kind}`);
    expect(names.filter((name) => /[*?[]/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("delivers the kinds of an operator that are declared", async () => {
    const kafka = { group: "kafka.strimzi.io", kind: "KafkaTopic" };
    const spec = await specOf([kafka]);
    expect(spec["namespaceResourceWhitelist"]).toEqual([...deliveredKinds, kafka]);
  });

  it("delivers no kind that our stacks make for a team", async () => {
    const { objects } = await run(reference, "workspace.payments.prod");
    const platforms = new Set(
      objects.map(({ type }) => {
        const [, groupVersion = "", kind = ""] = type.split(":");
        const [group = ""] = groupVersion.split("/");
        return `${group === "core" ? "" : group} ${kind}`;
      }),
    );
    expect(platforms.size).toBeGreaterThan(10);
    const shared = deliveredKinds
      .map(({ group, kind }) => `${group} ${kind}`)
      .filter((name) => platforms.has(name));
    expect(shared).toEqual(Object.keys(also));
  });

  it("refuses wildcards, and the kinds by which the platform guards a namespace", () => {
    const kinds = [
      { group: "*", kind: "Widget" },
      { group: "", kind: "*" },
      { group: "widgets.example", kind: "" },
      { group: "", kind: "ResourceQuota" },
      { group: "", kind: "LimitRange" },
      { group: "", kind: "ServiceAccount" },
      { group: "networking.k8s.io", kind: "NetworkPolicy" },
      { group: "rbac.authorization.k8s.io", kind: "Role" },
      { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
      { group: "security.istio.io", kind: "AuthorizationPolicy" },
      { group: "networking.istio.io", kind: "Sidecar" },
      { group: "argoproj.io", kind: "Application" },
    ];
    const full = "one group and one kind in full, without wildcards";
    const free = "a kind that the platform does not guard a team's namespace by";
    expect(() => project(kinds)).toThrow(
      [
        'groundwork:devtools:TeamProject "search" has invalid arguments:',
        ...kinds.map(
          (kind, at) =>
            `  - kinds[${at}]: want ${at < 3 ? full : free}, got ${JSON.stringify(kind)}`,
        ),
      ].join("\n"),
    );
  });
});
