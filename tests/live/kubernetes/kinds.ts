import { beforeAll, describe, expect, it } from "vitest";

import type { Bag } from "../../../sandbox/src/cloud/store";
import { at } from "../../../sandbox/src/cloud/values";
import { LiveRefusal } from "../../../sandbox/src/live/kinds/live-kind";
import { kubernetesPlace } from "../../../sandbox/src/live/kinds/kubernetes";
import { definitionSources } from "../../../sandbox/src/live/kinds/kubernetes/definition-sources";
import type { AdoptingKind, LivePlace } from "../../../sandbox/src/live/kinds/pass-through";
import type { Registration } from "../../harness";
import type { TestCluster } from "./cluster";
import { emittedObjects } from "./emitted-objects";
import { cases, core, inTeamA } from "./kind-cases";

const release = "kubernetes:helm.sh/v3:Release";
const namespace = "kubernetes:core/v1:Namespace";

let cluster: TestCluster;
let place: LivePlace;

async function kind(token: string): Promise<AdoptingKind> {
  const found = await place.kinds(token);
  if (found === undefined) {
    throw new Error(`the cluster does not serve ${token}`);
  }
  return found;
}

/** Changes an object as a person with kubectl does. */
async function edit(path: string, change: Bag): Promise<void> {
  await cluster.server.call("PATCH", path, {
    query: { fieldManager: "kubectl-edit" },
    contentType: "application/merge-patch+json",
    body: change,
  });
}

/** @param running The cluster, which no definition was applied to before. */
export function kindTests(running: () => TestCluster): void {
  beforeAll(async () => {
    cluster = running();
    const { description } = cluster;
    const found = kubernetesPlace(description, description.clusters["acme-dev"]?.server ?? "");
    place = found as LivePlace;
    await (await kind(namespace)).create({ metadata: { name: "team-a" } });
  });

  describe.each(cases)("$token", ({ token, path, inputs, change, drifted }) => {
    it("is made, read without drift, read with a hand's changes, repaired, and removed", async () => {
      const own = await kind(token);
      const { id, state, inputs: made } = await own.create(inputs);
      expect(made).toEqual(inputs);
      expect(at(state, "metadata.uid")).toMatch(/^[0-9a-f-]{36}$/);
      expect((await own.read(id, inputs))?.inputs).toEqual(inputs);

      await edit(path, change);
      expect((await own.read(id, inputs))?.inputs).toEqual(drifted);

      await own.update(id, inputs, inputs);
      expect((await own.read(id, inputs))?.inputs).toEqual(inputs);

      await own.delete(id, inputs);
      expect(await own.read(id, inputs)).toBeUndefined();
      await own.delete(id, inputs);
    });
  });

  describe("an object of a cluster", () => {
    it("loses what a program declares no more", async () => {
      const own = await kind("kubernetes:core/v1:Secret");
      const inputs = { metadata: inTeamA("shrinks"), stringData: { a: "1", b: "2" } };
      const fewer = { ...inputs, stringData: { a: "1" } };
      const { id } = await own.create(inputs);
      const { state } = await own.update(id, fewer, inputs);
      expect(state["data"]).toEqual({ a: "MQ==" });
    });

    it("is not taken over when another made it, and is adopted when a dead run of ours did", async () => {
      const own = await kind("kubernetes:core/v1:ConfigMap");
      const inputs = { metadata: inTeamA("theirs"), data: { a: "1" } };
      const path = `${core}/configmaps/theirs`;
      await cluster.server.call("PATCH", path, {
        query: { fieldManager: "kubectl" },
        contentType: "application/apply-patch+yaml",
        body: { apiVersion: "v1", kind: "ConfigMap", ...inputs },
      });
      await expect(own.create(inputs)).rejects.toThrow(
        new LiveRefusal(
          409,
          'AlreadyExists: configmaps "team-a/theirs" is there, and not made by groundwork; import it, or remove it',
        ),
      );
      expect(await own.adopt?.(inputs)).toBeUndefined();
      const ours = { metadata: inTeamA("ours"), data: { a: "1" } };
      await own.create(ours);
      expect((await own.adopt?.(ours))?.id).toBe("team-a/ours");
      await own.create({ ...ours, data: { a: "2" } });
      expect((await own.read("team-a/ours", ours))?.inputs).toEqual({ ...ours, data: { a: "2" } });
    });

    it("is refused in the server's words", async () => {
      const own = await kind("kubernetes:core/v1:ResourceQuota");
      const inputs = { metadata: inTeamA("bad"), spec: { hard: { pods: "many" } } };
      await expect(own.create(inputs)).rejects.toThrow(
        "quantities must match the regular expression",
      );
      const lost = { metadata: { name: "x", namespace: "nowhere" }, data: { a: "1" } };
      const maps = await kind("kubernetes:core/v1:ConfigMap");
      await expect(maps.create(lost)).rejects.toMatchObject({
        status: 404,
        message: 'namespaces "nowhere" not found',
      });
    });

    it("takes what is in it along when it is a namespace, and is made again under the same name", async () => {
      const spaces = await kind(namespace);
      const maps = await kind("kubernetes:core/v1:ConfigMap");
      const inputs = { metadata: { name: "goes" } };
      const first = await spaces.create(inputs);
      const map = { metadata: { name: "in-it", namespace: "goes" }, data: { a: "1" } };
      await maps.create(map);
      await spaces.delete("goes", inputs);
      expect(await maps.read("goes/in-it", map)).toBeUndefined();
      const second = await spaces.create(inputs);
      expect(at(second.state, "metadata.uid")).not.toBe(at(first.state, "metadata.uid"));
      await spaces.delete("goes", inputs);
    });

    it("is read whole when it is imported", async () => {
      const own = await kind("kubernetes:core/v1:ConfigMap");
      const inputs = { metadata: inTeamA("imported"), data: { a: "1" } };
      await own.create(inputs);
      const read = await own.read("team-a/imported", {});
      expect(read?.inputs).toEqual({ apiVersion: "v1", kind: "ConfigMap", ...inputs });
    });

    it("keeps what a patch did not bring", async () => {
      const patch = await kind("kubernetes:core/v1:NamespacePatch");
      const inputs = { metadata: { name: "team-a", labels: { patched: "yes" } } };
      await expect(patch.create({ metadata: { name: "nowhere" } })).rejects.toMatchObject({
        status: 404,
      });
      await patch.create(inputs);
      expect((await patch.read("team-a", inputs))?.inputs).toEqual(inputs);
      await patch.delete("team-a", inputs);
      const left = await cluster.server.call("GET", "/api/v1/namespaces/team-a");
      expect(at(left, "metadata.labels")).toEqual({ "kubernetes.io/metadata.name": "team-a" });
    });
  });

  describe("what the components emit", () => {
    it("knows no kind of a chart before its release", async () => {
      expect(await place.kinds("kubernetes:networking.istio.io/v1:VirtualService")).toBeUndefined();
      expect(await place.kinds(release)).toBeUndefined();
    });

    it("is served, accepted, read without drift and removed, custom resources among it", async () => {
      for (const chart of Object.keys(definitionSources)) {
        await place.prepare?.(release, { chart });
      }
      const emitted = await emittedObjects();
      const custom = emitted.filter(({ type }) => /:[\w-]+\.[\w.-]*(io|com|dev)\/v/.test(type));
      expect(new Set(custom.map(({ type }) => type)).size).toBeGreaterThanOrEqual(9);

      const made: { readonly type: string; readonly remove: () => Promise<void> }[] = [];
      for (const { type, inputs } of [...namespacesOf(emitted), ...emitted]) {
        const own = await kind(type);
        const { id } = await own.create(inputs);
        expect([type, (await own.read(id, inputs))?.inputs]).toEqual([type, inputs]);
        const remove = async () => {
          await own.delete(id, inputs);
          expect(await own.read(id, inputs)).toBeUndefined();
        };
        made.push({ type, remove });
      }
      const isSpace = ({ type }: { readonly type: string }) => type === namespace;
      await Promise.all(made.filter((one) => !isSpace(one)).map(({ remove }) => remove()));
      await Promise.all(made.filter(isSpace).map(({ remove }) => remove()));
    });

    it("shows what a hand has changed in a custom resource", async () => {
      const own = await kind("kubernetes:security.istio.io/v1:PeerAuthentication");
      const inputs = { metadata: inTeamA("default"), spec: { mtls: { mode: "STRICT" } } };
      const { id } = await own.create(inputs);
      const path = "/apis/security.istio.io/v1/namespaces/team-a/peerauthentications/default";
      await edit(path, { spec: { mtls: { mode: "DISABLE" } } });
      expect((await own.read(id, inputs))?.inputs).toEqual({
        ...inputs,
        spec: { mtls: { mode: "DISABLE" } },
      });
      await own.update(id, inputs, inputs);
      expect((await own.read(id, inputs))?.inputs).toEqual(inputs);
    });

    it("is refused where it breaks its definition", async () => {
      const own = await kind("kubernetes:security.istio.io/v1:PeerAuthentication");
      const inputs = { metadata: inTeamA("bad"), spec: { mtls: { mode: "SOMETIMES" } } };
      await expect(own.create(inputs)).rejects.toMatchObject({ status: 422 });
      const misspelt = { metadata: inTeamA("bad"), spec: { mtlz: { mode: "STRICT" } } };
      await expect(own.create(misspelt)).rejects.toThrow("field not declared in schema");
    });
  });
}

/** Namespaces that another component makes. */
function namespacesOf(objects: readonly Registration[]): Registration[] {
  const there = objects
    .filter(({ type }) => type === namespace)
    .map(({ inputs }) => at(inputs, "metadata.name"));
  const wanted = new Set(objects.map(({ inputs }) => at(inputs, "metadata.namespace")));
  return [...wanted]
    .filter((name) => name !== undefined && name !== "team-a" && !there.includes(name))
    .map((name) => ({
      type: namespace,
      name: "",
      inputs: { metadata: { name } },
      custom: true,
      provider: "",
    }));
}
