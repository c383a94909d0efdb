import { tmpdir } from "node:os";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { additionsIn } from "../../../cli/src/gate/drift/additions";
import { defaultsOf } from "../../../cli/src/gate/drift/guarded-kinds";
import { Declarations } from "../../../sandbox/src/cloud/declarations";
import type { Bag } from "../../../sandbox/src/cloud/store";
import { projected, settled } from "../../../sandbox/src/live/kinds/kubernetes/desired-object";
import { clusterObjects } from "../../stacks/cluster-objects";
import type { ClusterObject } from "../../stacks/program-run";
import { everyEdit, foreignItem, listsIn, pathOf, patternOf, valueAt, withAt } from "./edits";
import { liveTwin } from "./live-twin";
import { isSeenByOfficial } from "./official-provider";

/** Kinds of our stacks in which a field that nobody declares is no danger, and why. */
const open: Readonly<Record<string, string>> = {
  "kubernetes:core/v1:Namespace":
    "labels and annotations are shared; those that switch a guard are told",
  "kubernetes:core/v1:ServiceAccount": "the server keeps the account's secrets in it",
  "kubernetes:core/v1:ConfigMap": "holds dashboards",
  "kubernetes:cert-manager.io/v1:Certificate": "its controller may fill in defaults",
  "kubernetes:cert-manager.io/v1:ClusterIssuer": "its controller may fill in defaults",
  "kubernetes:monitoring.coreos.com/v1:PrometheusRule": "holds alerts",
  "kubernetes:storage.k8s.io/v1:StorageClass":
    "says how volumes are made; Kubernetes refuses other parameters",
};

const paths = (type: string, inputs: Bag, live: Bag) =>
  additionsIn(type, inputs, live).map(({ path }) => path);

let objects: ClusterObject[] = [];
beforeAll(async () => {
  objects = await clusterObjects();
});

describe("the objects of our stacks", () => {
  it("are without an addition as the server leaves them, with the official provider and with ours", () => {
    expect(objects.length).toBeGreaterThan(60);
    for (const { type, inputs } of objects) {
      const live = liveTwin(type, inputs);
      expect([type, additionsIn(type, inputs, live)]).toEqual([type, []]);
      expect([type, additionsIn(type, inputs, { ...inputs, ...settled(live) })]).toEqual([
        type,
        [],
      ]);
      expect([type, isSeenByOfficial(live, inputs)]).toEqual([type, false]);
    }
  });

  it("tell an item that was appended to any of their lists, or put in front", () => {
    const tried = new Set<string>();
    for (const { type, inputs } of objects) {
      const live = liveTwin(type, inputs);
      for (const way of listsIn(inputs)) {
        const list = valueAt(inputs, way) as unknown[];
        const item = foreignItem(list);
        const appended = withAt(live, [...way, list.length], item);
        expect(isSeenByOfficial(appended, inputs), "the official provider is blind to it").toBe(
          false,
        );
        const path = pathOf(way);
        expect([type, additionsIn(type, inputs, appended)]).toEqual([
          type,
          [{ path: `${path}[${list.length}]`, item: JSON.stringify(item) }],
        ]);
        const inFront = withAt(live, way, [item, ...list]);
        expect([type, paths(type, inputs, inFront)]).toEqual([type, [`${path}[0]`]]);
        tried.add(`${type} ${patternOf(way)}`);
      }
    }
    expect(tried.size).toBeGreaterThanOrEqual(40);
  });

  it("are each of a kind that guards, or of one that is known not to", () => {
    const kinds = [...new Set(objects.map(({ type }) => type))];
    const unguarded = kinds.filter((type) => defaultsOf(type) === undefined);
    expect(unguarded.sort()).toEqual(Object.keys(open).sort());
  });
});

describe("an admission policy or its binding", () => {
  const kinds = ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"].map(
    (kind) => `kubernetes:admissionregistration.k8s.io/v1:${kind}`,
  );
  const declarations = new Declarations(
    join(__dirname, "../../../node_modules/@pulumi/kubernetes"),
    join(tmpdir(), "groundwork-declarations", "kubernetes"),
  );

  it.each(kinds)("%s tells each of its fields, changed alone", (type) => {
    const declaration = declarations.of(type);
    const own = objects.filter((object) => object.type === type);
    expect(own.length).toBeGreaterThan(5);
    const fields = new Set<string>();
    const unseen: string[] = [];
    for (const { name, inputs } of own) {
      const live = liveTwin(type, inputs);
      for (const { way, what, make } of declaration === undefined
        ? []
        : everyEdit(inputs, declaration)) {
        const hand = make(live);
        const isTold = additionsIn(type, inputs, hand).length > 0;
        if (!isTold && !isSeenByOfficial(hand, inputs)) {
          unseen.push(`official: ${name} ${what}`);
        }
        if (!isTold && !isSeenByOurs(inputs, hand)) {
          unseen.push(`ours: ${name} ${what}`);
        }
        fields.add(patternOf(way));
      }
    }
    expect(unseen).toEqual([]);
    expect(fields.size).toBeGreaterThan(type.endsWith("Binding") ? 5 : 20);
  });

  it("tells a selector that spares all, and conditions that are never true", () => {
    const [policyType = "", bindingType = ""] = kinds;
    const binding = objects.find(({ type }) => type === bindingType)?.inputs ?? {};
    const nowhere = { matchLabels: { nowhere: "true" } };
    const spared = withAt(binding, ["spec", "matchResources"], {
      matchPolicy: "Equivalent",
      namespaceSelector: nowhere,
      objectSelector: {},
    });
    expect(additionsIn(bindingType, binding, spared)).toEqual([
      {
        path: "spec.matchResources",
        item: '{"matchPolicy":"Equivalent","namespaceSelector":{"matchLabels":{"nowhere":"true"}},"objectSelector":{}}',
      },
    ]);
    const policy = objects.find(({ type }) => type === policyType)?.inputs ?? {};
    const never = { name: "never", expression: "false" };
    const replaced = withAt(liveTwin(policyType, policy), ["spec", "matchConditions"], [never]);
    expect(additionsIn(policyType, policy, replaced)).toEqual([
      { path: "spec.matchConditions[0]", item: JSON.stringify(never) },
    ]);
  });
});

/** Whether our plugin's refresh shows it: the server's dry run keeps what others have added. */
function isSeenByOurs(inputs: Bag, live: Bag): boolean {
  const now = settled(live);
  const wanted = applied(now, inputs) as Bag;
  return JSON.stringify(projected(inputs, now, wanted)) !== JSON.stringify(inputs);
}

/** An object after server-side apply with force: keyed lists keep others' items, all others are set. */
function applied(live: unknown, inputs: unknown, key = ""): unknown {
  if (Array.isArray(live) && Array.isArray(inputs)) {
    return ["matchConditions", "variables"].includes(key)
      ? [
          ...(live as Bag[]).map((item) => {
            const mine = (inputs as Bag[]).find(({ name }) => name === item["name"]);
            return mine === undefined ? item : applied(item, mine);
          }),
          ...(inputs as Bag[]).filter(
            ({ name }) => !(live as Bag[]).some((item) => item["name"] === name),
          ),
        ]
      : (inputs as unknown[]).map((item, at) => {
          const there = live[at] as unknown;
          return isSame(there, item) ? there : item;
        });
  }
  if (typeof live === "object" && live !== null && typeof inputs === "object" && inputs !== null) {
    const over = Object.entries(inputs as Bag).map(([own, value]) => [
      own,
      applied((live as Bag)[own], value, own),
    ]);
    return { ...(live as Bag), ...Object.fromEntries(over) };
  }
  return inputs;
}

const isSame = (live: unknown, item: unknown) =>
  JSON.stringify({ ...(live as object), ...(item as object) }) === JSON.stringify(live);
