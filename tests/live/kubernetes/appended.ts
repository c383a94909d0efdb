import { expect, it } from "vitest";

import { additionsIn } from "../../../cli/src/gate/drift/additions";
import type { Bag } from "../../../sandbox/src/cloud/store";
import { at } from "../../../sandbox/src/cloud/values";
import { Discovery, pathOf } from "../../../sandbox/src/live/kinds/kubernetes/discovery";
import { kubernetesPlace } from "../../../sandbox/src/live/kinds/kubernetes";
import { definitionSources } from "../../../sandbox/src/live/kinds/kubernetes/definition-sources";
import { listsIn, pathOf as written, patternOf, valueAt, type Way } from "../../cli/drift/edits";
import { isSeenByOfficial } from "../../cli/drift/official-provider";
import { clusterObjects } from "../../stacks/cluster-objects";
import type { ClusterObject } from "../../stacks/program-run";
import type { TestCluster } from "./cluster";

const release = "kubernetes:helm.sh/v3:Release";
const namespaceType = "kubernetes:core/v1:Namespace";
interface Named {
  readonly name?: string;
  readonly namespace?: string;
}

/** Lists that the server takes no further item of: a network policy has two types. */
const full = ["spec.policyTypes"];

/** @param running A cluster; its own objects are gone afterwards. */
export function appendedTests(running: () => TestCluster): void {
  it("tells an item that a hand appends to any list of the objects of our stacks", async () => {
    const cluster = running();
    const { clusters } = cluster.description;
    const place = kubernetesPlace(cluster.description, clusters["acme-dev"]?.server ?? "");
    for (const chart of Object.keys(definitionSources)) {
      await place?.prepare?.(release, { chart });
    }
    const discovery = new Discovery(cluster.server);
    const objects = withEveryList(await clusterObjects());
    const spaces = new Set(objects.map(({ inputs }) => at(inputs, "metadata.namespace")));
    const inSpaces = [...spaces]
      .filter((name) => name !== undefined)
      .map((name): ClusterObject => ({
        type: namespaceType,
        name: "",
        inputs: { metadata: { name } },
      }));
    const tried = new Set<string>();
    const removals: { readonly type: string; readonly remove: () => Promise<void> }[] = [];
    for (const { type, inputs } of [...inSpaces, ...objects]) {
      const kind = await place?.kinds(type);
      const { id, state } = (await kind?.create(inputs)) ?? {};
      removals.push({ type, remove: async () => kind?.delete(id ?? "", inputs) });
      expect([type, additionsIn(type, inputs, state)]).toEqual([type, []]);

      const lists = listsIn(inputs).filter((way) => !full.includes(patternOf(way)));
      const [, groupVersion = "", name = ""] = type.split(":");
      const served = await discovery.find(groupVersion.replace(/^core\//, ""), name);
      const { name: object = "", namespace: space = "" } = inputs["metadata"] as Named;
      const path = served && pathOf(served, object, space);
      const patch = lists.map((way) => ({
        op: "add",
        path: `/${way.join("/")}/-`,
        value: another(valueAt(inputs, way) as unknown[], way),
      }));
      const live = await cluster.server.call("PATCH", path ?? "", {
        query: { fieldManager: "kubectl-edit" },
        contentType: "application/json-patch+json",
        body: patch as unknown as Bag,
      });
      expect([type, isSeenByOfficial(live, inputs)]).toEqual([type, false]);
      const told = additionsIn(type, inputs, live).map((one) => one.path);
      const wanted = lists.map((way) => `${written(way)}[${lengthAt(inputs, way)}]`);
      expect([type, told.toSorted()]).toEqual([type, wanted.toSorted()]);
      // Our plugin's refresh leaves the same in its outputs.
      const read = await kind?.read(id ?? "", inputs);
      expect([type, additionsIn(type, inputs, read?.state).length]).toEqual([type, lists.length]);
      lists.forEach((way) => tried.add(`${type} ${patternOf(way)}`));
    }
    expect(tried.size).toBeGreaterThanOrEqual(40);
    const isSpace = ({ type }: { readonly type: string }) => type === namespaceType;
    await Promise.all(removals.filter((one) => !isSpace(one)).map(({ remove }) => remove()));
    await Promise.all(removals.filter(isSpace).map(({ remove }) => remove()));
  });

  it("tells that an admission policy spares all, or has a condition that is never true", async () => {
    const { server, description } = running();
    const place = kubernetesPlace(description, description.clusters["acme-dev"]?.server ?? "");
    const group = "admissionregistration.k8s.io/v1";
    const edits: readonly [kind: string, spec: Bag, told: string][] = [
      [
        "ValidatingAdmissionPolicy",
        { matchConditions: [{ name: "never", expression: "false" }] },
        "spec.matchConditions[0]",
      ],
      [
        "ValidatingAdmissionPolicyBinding",
        { matchResources: { namespaceSelector: { matchLabels: { nowhere: "true" } } } },
        "spec.matchResources",
      ],
    ];
    for (const [kind, spec, told] of edits) {
      const type = `kubernetes:${group}:${kind}`;
      const inputs = (await clusterObjects()).find((object) => object.type === type)?.inputs ?? {};
      const own = await place?.kinds(type);
      const { id = "" } = (await own?.create(inputs)) ?? {};
      const plural = kind.replace(/y$/, "ie").toLowerCase();
      await server.call("PATCH", `/apis/${group}/${plural}s/${id}`, {
        query: { fieldManager: "kubectl-edit" },
        contentType: "application/merge-patch+json",
        body: { spec },
      });
      const read = await own?.read(id, inputs);
      expect(additionsIn(type, inputs, read?.state).map(({ path }) => path)).toEqual([told]);
      // What replaces a declared item is a difference for our plugin, too.
      expect(read?.inputs).toEqual(
        kind.endsWith("Binding")
          ? inputs
          : { ...inputs, spec: { ...(inputs["spec"] as Bag), ...spec } },
      );
      await own?.delete(id, inputs);
    }
  });
}

const lengthAt = (inputs: Bag, way: Way) => (valueAt(inputs, way) as unknown[]).length;

/** Objects that hold each list of each kind at least once; policies last, as they judge the others. */
function withEveryList(objects: readonly ClusterObject[]): ClusterObject[] {
  const held = new Set<string>();
  const chosen = objects.filter(({ type, inputs }) => {
    const fresh = listsIn(inputs)
      .map((way) => `${type} ${patternOf(way)}`)
      .filter((list) => !held.has(list));
    fresh.forEach((list) => held.add(list));
    return fresh.length > 0;
  });
  const isPolicy = ({ type }: ClusterObject) => type.includes("admissionregistration");
  return [...chosen.filter((one) => !isPolicy(one)), ...chosen.filter(isPolicy)];
}

/** Items of lists in which a copy of the first one would be refused, or be the declared one. */
const items: Readonly<Record<string, unknown>> = {
  "spec.validationActions": "Audit",
  "spec.matchConstraints.resourceRules[].operations": "DELETE",
  "spec.hosts": "other.example.com",
  "spec.servers[].hosts": "other.example.com",
  "spec.dnsNames": "other.example.com",
  "spec.sourceRepos": "https://github.com/mallory/app",
  "spec.clusterResourceWhitelist": { group: "*", kind: "*" },
  "spec.limits": { type: "Pod", max: { cpu: "64" } },
  "spec.ingress": {},
  "spec.egress": {},
  "spec.rules": {},
  "spec.rules[].from": { source: { principals: ["byhand"] } },
};

/** Fields that tell a copy of the first item from it. */
const fields: Readonly<Record<string, Bag>> = {
  "spec.servers": { port: { name: "byhand", number: 8443, protocol: "HTTPS" } },
  "spec.http": { name: "byhand" },
  "spec.matchConstraints.resourceRules": { apiGroups: ["byhand"] },
  "spec.matchConstraints.objectSelector.matchExpressions": { key: "byhand" },
  "spec.matchConstraints.namespaceSelector.matchExpressions": { key: "byhand" },
};

/** A further item that the server accepts. */
function another(list: readonly unknown[], way: Way): unknown {
  const pattern = patternOf(way);
  const [first] = list;
  if (pattern in items || typeof first === "string") {
    return items[pattern] ?? "byhand";
  }
  const named = typeof (first as Bag)["name"] === "string" ? { name: "byhand" } : {};
  return { ...(first as Bag), ...named, ...fields[pattern] };
}
