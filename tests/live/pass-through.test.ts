import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { CloudStore } from "../../sandbox/src/cloud/store";
import type { LiveDescription } from "../../sandbox/src/live/description";
import { ApiServer } from "../../sandbox/src/live/kinds/kubernetes/api-server";
import { removeLive } from "../../sandbox/src/live/kinds/live-orphans";
import { removeOrphans } from "../../sandbox/src/cloud/orphans";
import { FakeApiServer } from "./fake-api-server";
import { Plugin, type Properties } from "./plugin";

const namespace = "kubernetes:core/v1:Namespace";
const configMap = "kubernetes:core/v1:ConfigMap";
const urn = (token: string, name = "it") => `urn:pulumi:tenancy.dev::acme::${token}::${name}`;
const teamA = { metadata: { name: "team-a", labels: { owner: "team-a" } } };
const path = "/api/v1/namespaces/team-a";

let folder: string;
let server: FakeApiServer;
let store: CloudStore;
let plugins: Plugin[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-live-"));
  server = await new FakeApiServer().start();
  store = CloudStore.open(join(folder, "store.sqlite"));
  store.put({
    id: "acme-dev",
    token: "aws:eks/cluster:Cluster",
    partition: "aws/111111111111/eu-west-1",
    inputs: { name: "acme-dev" },
    state: { endpoint: server.address },
    secrets: [],
  });
  writeFileSync(join(folder, "ca.crt"), "the authority");
  writeFileSync(join(folder, "live.json"), JSON.stringify(described()));
  plugins = [];
});
afterEach(async () => {
  await Promise.all(plugins.map((plugin) => plugin.stop()));
  await server.stop();
  store.close();
  rmSync(folder, { recursive: true });
});

function described(): LiveDescription {
  const cluster = {
    certificateFile: "",
    keyFile: "",
    issuer: "https://oidc.example/id/1",
    authenticationFile: "",
  };
  return {
    version: 1,
    caFile: join(folder, "ca.crt"),
    hosts: {},
    proxy: "",
    keycloak: { url: "", declared: "", adminUser: "", adminPasswordFile: "" },
    secrets: { url: "", declared: "", tokenFile: "" },
    clusters: { "acme-dev": { ...cluster, server: server.address } },
    pipelines: { issuer: "", keyFile: "" },
  };
}

async function plugin(environment: NodeJS.ProcessEnv = {}, address = server.address) {
  const kubeconfig = JSON.stringify({ clusters: [{ cluster: { server: address } }] });
  const started = await Plugin.start(
    "kubernetes",
    { kubeconfig },
    {
      GROUNDWORK_CLOUD_STORE: join(folder, "store.sqlite"),
      GROUNDWORK_LIVE: join(folder, "live.json"),
      XDG_CACHE_HOME: join(folder, "cache"),
      ...environment,
    },
  );
  plugins.push(started);
  return started;
}

const twins = (token = namespace) => store.kind(token).map(({ id }) => id);
const changes = () => server.calls.filter((call) => !call.startsWith("GET"));

/** For what happens in another process, on a busy machine. */
const patience = { timeout: 30_000 };

describe("a plugin with a real server", () => {
  it("makes, changes and removes there, and keeps a twin", async () => {
    const kubernetes = await plugin();
    const { id, state } = await kubernetes.create(urn(namespace), teamA);
    expect(id).toBe("team-a");
    expect((state["metadata"] as Properties)["uid"]).toBe("uid-0");
    expect(twins()).toEqual(["team-a"]);
    const next = { metadata: { name: "team-a", labels: { owner: "team-b" } } };
    await kubernetes.update(urn(namespace), id, teamA, next);
    expect(await kubernetes.read(urn(namespace), id, next)).toEqual(next);
    await kubernetes.delete(urn(namespace), id, next);
    expect(server.objects.size).toBe(0);
    expect(twins()).toEqual([]);
    expect(changes()).toEqual([
      `PATCH ${path}`,
      `PATCH ${path}`,
      // What the inputs would make of the object tells what drift is; a dry run.
      `PATCH ${path}`,
      `DELETE ${path}`,
    ]);
  });

  it("forgets what is gone there, and shows what a hand has changed", async () => {
    const kubernetes = await plugin();
    await kubernetes.create(urn(namespace), teamA);
    const object = server.objects.get(path) as { metadata: { labels: Record<string, string> } };
    object.metadata.labels["owner"] = "mallory";
    expect(await kubernetes.read(urn(namespace), "team-a", teamA)).toEqual({
      metadata: { name: "team-a", labels: { owner: "mallory" } },
    });
    server.objects.delete(path);
    expect(await kubernetes.read(urn(namespace), "team-a", teamA)).toBeUndefined();
    expect(twins()).toEqual([]);
  });

  it("keeps the offline cloud's rules: references, duplicates, clusters that nobody made", async () => {
    const kubernetes = await plugin();
    const map = { metadata: { name: "x", namespace: "nowhere" } };
    await expect(kubernetes.create(urn(configMap), map)).rejects.toThrow(
      "kubernetes acme-dev: 404 namespaces NotFound: metadata.namespace nowhere does not exist",
    );
    await kubernetes.create(urn(namespace), teamA);
    await expect(kubernetes.create(urn(namespace, "other"), teamA)).rejects.toThrow(
      "kubernetes acme-dev: 409 AlreadyExists: team-a is taken by team-a",
    );
    const elsewhere = await plugin({}, "https://nobody.example");
    await expect(elsewhere.create(urn(namespace), teamA)).rejects.toThrow(
      'SIMULATED kubernetes: no cluster answers at "https://nobody.example"',
    );
  });

  it("does not take over what another made", async () => {
    const theirs = { metadata: { name: "team-a", managedFields: [{ manager: "kubectl" }] } };
    server.objects.set(path, theirs);
    const kubernetes = await plugin();
    await expect(kubernetes.create(urn(namespace), teamA)).rejects.toThrow(
      'kubernetes acme-dev: 409 AlreadyExists: namespaces "team-a" is there, and not made by groundwork; import it, or remove it',
    );
    expect(twins()).toEqual([]);
    expect(server.objects.get(path)).toBe(theirs);
  });

  it("hides what a Secret holds, and nothing twice", async () => {
    const kubernetes = await plugin();
    await kubernetes.create(urn(namespace), teamA);
    const token = "kubernetes:core/v1:Secret";
    const inputs = { metadata: { name: "s", namespace: "team-a" }, stringData: { key: "hush" } };
    const { state } = await kubernetes.create(urn(token), inputs);
    const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    expect(state["stringData"]).toEqual({ ...mark, value: { key: "hush" } });
    expect(state["data"]).toEqual({ ...mark, value: { key: "aHVzaA==" } });
    expect(readFileSync(join(folder, "store.sqlite")).includes("hush")).toBe(false);
  });
});

describe("a plugin that dies", () => {
  it("adopts at the next create what it made", async () => {
    const dying = await plugin({ GROUNDWORK_FAULTS: `${namespace}=create:die-after` });
    await expect(dying.create(urn(namespace), teamA)).rejects.toThrow();
    await dying.ended();
    expect(dying.errors).toBe(
      `kubernetes acme-dev: injected fault: create of ${namespace} took effect; the plugin ends\n`,
    );
    expect(server.objects.has(path)).toBe(true);
    const next = await plugin();
    const { id } = await next.create(urn(namespace), teamA);
    expect(id).toBe("team-a");
    expect(twins()).toEqual(["team-a"]);
  });

  it("dies before the answer, and the next create brings up to date what is there", async () => {
    server.mood = "answers-too-late";
    const dying = await plugin();
    const asked = dying.create(urn(namespace), teamA);
    const refused = expect(asked).rejects.toThrow();
    await expect.poll(() => server.objects.has(path)).toBe(true);
    await dying.stop();
    await refused;
    expect(twins()).toEqual(["team-a"]);
    server.mood = "well";
    const next = await plugin();
    const changed = { metadata: { name: "team-a", labels: { owner: "team-b" } } };
    await next.create(urn(namespace), changed);
    expect(server.objects.get(path)?.["metadata"]).toMatchObject({ labels: { owner: "team-b" } });
  });

  it.each(["died", "died before the answer"])(
    "leaves what the removal of orphans takes off the server when it %s",
    async (how) => {
      server.mood = how === "died" ? "well" : "answers-too-late";
      const dying = await plugin({ GROUNDWORK_FAULTS: `${namespace}=create:die-after` });
      const refused = expect(dying.create(urn(namespace), teamA)).rejects.toThrow();
      await expect.poll(() => server.objects.has(path)).toBe(true);
      await (how === "died" ? dying.ended() : dying.stop());
      await refused;
      const orphans = removeOrphans(store, folder);
      expect(orphans.map(({ id, live }) => [id, live])).toEqual([
        ["team-a", how === "died" ? true : undefined],
      ]);
      expect(await removeLive(described(), orphans)).toEqual([]);
      expect(server.objects.size).toBe(0);
      expect(twins()).toEqual([]);
    },
  );

  it("deletes once more what it deleted", async () => {
    const kubernetes = await plugin();
    await kubernetes.create(urn(namespace), teamA);
    const dying = await plugin({ GROUNDWORK_FAULTS: `${namespace}=delete:die-after` });
    await expect(dying.delete(urn(namespace), "team-a", teamA)).rejects.toThrow();
    await kubernetes.delete(urn(namespace), "team-a", teamA);
    expect(twins()).toEqual([]);
  });
});

describe("a server that is not well", () => {
  it("fails an update in its own words, and the twin stays as it was", async () => {
    const kubernetes = await plugin();
    await kubernetes.create(urn(namespace), teamA);
    server.mood = "broken";
    const next = { metadata: { name: "team-a", labels: { owner: "team-b" } } };
    await expect(kubernetes.update(urn(namespace), "team-a", teamA, next)).rejects.toThrow(
      "kubernetes acme-dev: 500 etcd is out of space",
    );
    expect(store.kind(namespace)[0]?.inputs).toEqual(teamA);
    await expect(kubernetes.delete(urn(namespace), "team-a", teamA)).rejects.toThrow("500 etcd");
    expect(twins()).toEqual(["team-a"]);
    server.mood = "well";
    await kubernetes.update(urn(namespace), "team-a", teamA, next);
    await kubernetes.delete(urn(namespace), "team-a", next);
    expect([server.objects.size, twins()]).toEqual([0, []]);
  });

  it("holds nothing of a create that the server failed, and tries again", async () => {
    server.mood = "broken";
    const kubernetes = await plugin();
    await expect(kubernetes.create(urn(namespace), teamA)).rejects.toThrow("500 etcd");
    expect(twins()).toEqual([]);
    server.mood = "well";
    await kubernetes.create(urn(namespace), teamA);
    expect([server.objects.size, twins()]).toEqual([1, ["team-a"]]);
  });

  it("keeps the twin of a create whose outcome nobody knows, and converges", async () => {
    server.mood = "answers-too-late";
    const kubernetes = await plugin();
    const refused = expect(kubernetes.create(urn(namespace), teamA)).rejects.toThrow("cancelled");
    await expect.poll(() => server.objects.size, patience).toBe(1);
    await kubernetes.cancel();
    await refused;
    expect(twins()).toEqual(["team-a"]);
    server.mood = "well";
    const next = await plugin();
    await next.create(urn(namespace), teamA);
    expect([server.objects.size, twins()]).toEqual([1, ["team-a"]]);
  });

  it("says which server does not answer when it is down, and holds nothing of the create", async () => {
    const kubernetes = await plugin();
    await server.stop();
    const down = `${server.address} does not answer (ECONNREFUSED); run \`groundwork sandbox up --live\` again`;
    await expect(kubernetes.create(urn(namespace), teamA)).rejects.toThrow(
      `kubernetes acme-dev: GET /api/v1: ${down}`,
    );
    await server.start();
    await kubernetes.create(urn(namespace, "other"), { metadata: { name: "other" } });
    await server.stop();
    await expect(kubernetes.create(urn(namespace), teamA)).rejects.toThrow(
      `kubernetes acme-dev: GET ${path}: ${down}`,
    );
    expect(twins()).toEqual(["other"]);
    await server.start();
    await kubernetes.create(urn(namespace), teamA);
    expect(twins()).toEqual(["other", "team-a"]);
  });

  it("lets a cancelled run go", async () => {
    server.mood = "mute";
    const kubernetes = await plugin();
    const refused = expect(kubernetes.create(urn(namespace), teamA)).rejects.toThrow(
      "kubernetes acme-dev: cancelled; the next run finds the call's result",
    );
    await expect.poll(changes, patience).toEqual([`PATCH ${path}`]);
    await kubernetes.cancel();
    await refused;
  });

  it("gives up after a time", async () => {
    server.mood = "mute";
    const files = { caFile: "", certificateFile: "", keyFile: "" };
    const slow = new ApiServer({ server: server.address, ...files, timeoutMs: 200 });
    await expect(slow.call("PATCH", path, { body: {} })).rejects.toThrow(
      `PATCH ${path}: want an answer of ${server.address} within 0.2 s, got none`,
    );
  });

  it("takes injected faults without a call", async () => {
    const failing = await plugin({ GROUNDWORK_FAULTS: `${namespace}=create:fail` });
    await expect(failing.create(urn(namespace), teamA)).rejects.toThrow(
      `kubernetes acme-dev: injected fault: create of ${namespace} fails`,
    );
    const hanging = await plugin({ GROUNDWORK_FAULTS: `${namespace}=create:hang` });
    const refused = expect(hanging.create(urn(namespace), teamA)).rejects.toThrow(
      `kubernetes acme-dev: create of ${namespace} was cancelled`,
    );
    // Until both have asked what the server serves, which tells them that the kind is live.
    await expect.poll(() => server.calls).toEqual(["GET /api/v1", "GET /api/v1"]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await hanging.cancel();
    await refused;
    expect(changes()).toEqual([]);
  });
});

describe("the aws plugin beside real servers", () => {
  const cluster = "aws:eks/cluster:Cluster";
  const role = "arn:aws:iam::111111111111:role/eks";
  const inputs = {
    name: "acme-dev",
    roleArn: role,
    vpcConfig: { subnetIds: ["subnet-a", "subnet-b"] },
  };

  async function aws() {
    const partition = "aws/111111111111";
    const row = { inputs: {}, secrets: [] };
    store.remove(`${partition}/eu-west-1`, cluster, "acme-dev");
    store.put({ ...row, partition, token: "aws:iam/role:Role", id: "eks", state: { arn: role } });
    for (const zone of ["a", "b"]) {
      store.put({
        ...row,
        partition: `${partition}/eu-west-1`,
        token: "aws:ec2/subnet:Subnet",
        id: `subnet-${zone}`,
        inputs: { availabilityZone: zone },
        state: {},
      });
    }
    const settings = { region: "eu-west-1", allowedAccountIds: '["111111111111"]' };
    const started = await Plugin.start("aws", settings, {
      GROUNDWORK_CLOUD_STORE: join(folder, "store.sqlite"),
      GROUNDWORK_LIVE: join(folder, "live.json"),
      XDG_CACHE_HOME: join(folder, "cache"),
    });
    plugins.push(started);
    return started;
  }

  it("answers where a cluster really is, and as the offline cloud for the rest", async () => {
    const plugin = await aws();
    const { id, state } = await plugin.create(urn(cluster), inputs);
    expect(state).toMatchObject({
      arn: "arn:aws:eks:eu-west-1:111111111111:cluster/acme-dev",
      endpoint: server.address,
      certificateAuthority: { data: Buffer.from("the authority").toString("base64") },
      identities: [{ oidcs: [{ issuer: "https://oidc.example/id/1" }] }],
      status: "ACTIVE",
    });
    expect(await plugin.read(urn(cluster), id, {})).toEqual(inputs);
    expect(store.kind(cluster)[0]?.state["endpoint"]).toBe(server.address);
    await plugin.delete(urn(cluster), id, inputs);
    expect(await plugin.read(urn(cluster), id, inputs)).toBeUndefined();
  });

  it("leaves a cluster alone that no real server stands for", async () => {
    const plugin = await aws();
    const { state } = await plugin.create(urn(cluster), { ...inputs, name: "other" });
    expect(state["endpoint"]).toMatch(/\.eks\.amazonaws\.com$/);
    const twin = plugin.create(urn(cluster, "twin"), { ...inputs, name: "other" });
    await expect(twin).rejects.toThrow(/^SIMULATED aws: ResourceInUseException/);
  });
});

it("loads nothing of the real servers offline", async () => {
  const report = join(folder, "report.cjs");
  const list = join(folder, "loaded.json");
  const listing = `JSON.stringify(Object.keys(require.cache))`;
  writeFileSync(
    report,
    `setInterval(() => require("fs").writeFileSync(${JSON.stringify(list)}, ${listing}), 50).unref();`,
  );
  const settings = {
    kubeconfig: JSON.stringify({ clusters: [{ cluster: { server: server.address } }] }),
  };
  const environment = {
    GROUNDWORK_CLOUD_STORE: join(folder, "store.sqlite"),
    XDG_CACHE_HOME: folder,
  };
  const loaded = () => (JSON.parse(readFileSync(list, "utf8")) as string[]).filter(isLive);
  const isLive = (module: string) =>
    module.includes("/sandbox/dist/live/") || module.includes("/yaml/");

  const offline = await Plugin.start("kubernetes", settings, environment, ["-r", report]);
  plugins.push(offline);
  const { state } = await offline.create(urn(namespace), teamA);
  expect(state["apiVersion"]).toBeUndefined();
  rmSync(list, { force: true });
  await expect
    .poll(loaded, patience)
    .toEqual([join(__dirname, "../../sandbox/dist/live/description.js")]);

  const live = await Plugin.start(
    "kubernetes",
    settings,
    { ...environment, GROUNDWORK_LIVE: join(folder, "live.json") },
    ["-r", report],
  );
  plugins.push(live);
  await live.read(urn(namespace), "team-a", teamA);
  rmSync(list, { force: true });
  await expect.poll(() => loaded().length, patience).toBeGreaterThan(5);
});
