import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createPublicKey, verify, type JsonWebKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import {
  type LiveDescription,
  LiveServers,
  type LiveSpec,
  pipelineToken,
} from "@groundwork-iac/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { ask, type Asked } from "../../sandbox/src/live/servers/ask";

const spec: LiveSpec = {
  issuerHost: "https://id.live.acme.example",
  secretsAddress: "https://bao.live.acme.example",
  clusters: [
    { name: "acme-dev", region: "eu-west-1" },
    { name: "acme-prod", region: "eu-west-1" },
  ],
};
const quiet = () => undefined;
const state = mkdtempSync(join(tmpdir(), "groundwork-live-"));
const servers = new LiveServers(state);
let live: LiveDescription;
let ca: string;

beforeAll(async () => {
  process.env["GROUNDWORK_LIVE_PARENT"] = String(process.pid);
  live = await servers.start(spec, quiet);
  ca = readFileSync(live.caFile, "utf8");
});
afterAll(async () => {
  await servers.stop();
  rmSync(state, { recursive: true, force: true });
});

/** Processes of this sandbox's servers. */
function processes(folder = state): string[] {
  const lines = execFileSync("ps", ["-ww", "-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(folder));
}

async function until(what: string, isSo: () => unknown, seconds = 30): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    expect(Date.now(), `${what} for ${seconds} s`).toBeLessThan(deadline);
    await sleep(100);
  }
}

/** Asks a cluster as its administrator, or with a token. */
function askCluster(name: string, path: string, asked: Partial<Asked> = {}) {
  const found = live.clusters[name];
  if (found === undefined) {
    throw new Error(`no cluster ${name}`);
  }
  const token = asked.headers?.["authorization"] !== undefined;
  return ask(`${found.server}${path}`, { ca, ...(token ? {} : { as: found }), ...asked });
}

const askBao = (path: string, asked: Partial<Asked> = {}) => {
  const token = readFileSync(live.secrets.tokenFile, "utf8");
  const headers = { "x-vault-token": token };
  return ask(`${live.secrets.url}/v1/${path}`, { ca, headers, ...asked });
};

/** Asks a declared host the way that servers do. */
function through(address: string): Promise<{ status: number; body: unknown }> {
  const agent = new Agent({ ca, proxyEnv: { HTTPS_PROXY: live.proxy } });
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown });
      });
    }).on("error", reject);
  });
}

const namespaces = "/api/v1/namespaces";
const makeNamespace = (cluster: string, name: string) =>
  askCluster(cluster, namespaces, { method: "POST", body: { metadata: { name } } });

/** Kills a server, as a fault would, and waits until it is known. */
async function kill(name: string): Promise<string> {
  const report = JSON.parse(readFileSync(servers.paths.report, "utf8")) as {
    servers: { name: string; pid: number }[];
  };
  process.kill(report.servers.find((server) => server.name === name)?.pid ?? 0, "SIGKILL");
  const failed = async () =>
    (await servers.status()).find((server) => server.name === name)?.state === "failed";
  await until(`${name} runs on`, failed);
  return (await servers.status()).find((server) => server.name === name)?.why ?? "";
}

describe("live servers", () => {
  it("are all well", async () => {
    const statuses = await servers.status();
    expect(statuses.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "etcd running",
      "acme-dev/kube-apiserver running",
      "acme-dev/kube-controller-manager running",
      "acme-prod/kube-apiserver running",
      "acme-prod/kube-controller-manager running",
      "keycloak running",
      "openbao running",
    ]);
  });

  it("have an API server a cluster, whose administrator and objects are its own", async () => {
    for (const name of ["acme-dev", "acme-prod"]) {
      const { status, body } = await askCluster(name, namespaces);
      expect(status).toBe(200);
      const { items } = body as { items: { metadata: { name: string } }[] };
      expect(items.map(({ metadata }) => metadata.name)).toContain("kube-system");
    }
    expect((await makeNamespace("acme-dev", "apart")).status).toBe(201);
    expect((await askCluster("acme-dev", `${namespaces}/apart`)).status).toBe(200);
    expect((await askCluster("acme-prod", `${namespaces}/apart`)).status).toBe(404);
    const stranger = live.clusters["acme-dev"];
    expect((await askCluster("acme-prod", namespaces, { as: stranger! })).status).toBe(401);
    expect((await ask(`${live.clusters["acme-dev"]!.server}${namespaces}`, { ca })).status).toBe(
      403,
    );
  });

  it("have controllers: roles are aggregated, namespaces get an account and finalize", async () => {
    for (const role of ["admin", "edit", "view"]) {
      const path = `/apis/rbac.authorization.k8s.io/v1/clusterroles/${role}`;
      const { body } = await askCluster("acme-prod", path);
      expect((body as { rules: unknown[] }).rules.length, role).toBeGreaterThan(10);
    }
    const place = `${namespaces}/short-lived`;
    await makeNamespace("acme-prod", "short-lived");
    const account = `${place}/serviceaccounts/default`;
    await until("no account", async () => (await askCluster("acme-prod", account)).status === 200);
    await askCluster("acme-prod", place, { method: "DELETE" });
    await until("still there", async () => (await askCluster("acme-prod", place)).status === 404);
  });

  it("keep what PodSecurity and the API's own validation refuse out", async () => {
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    const body = { metadata: { name: "strict", labels } };
    await askCluster("acme-dev", namespaces, { method: "POST", body });
    const pod = {
      metadata: { name: "root" },
      spec: { hostNetwork: true, containers: [{ name: "c", image: "c" }] },
    };
    const path = `${namespaces}/strict/pods`;
    await until(
      "no account",
      async () =>
        (await askCluster("acme-dev", `${namespaces}/strict/serviceaccounts/default`)).status ===
        200,
    );
    const refused = await askCluster("acme-dev", path, { method: "POST", body: pod });
    expect(refused.status).toBe(403);
    expect((refused.body as { message: string }).message).toContain("violates PodSecurity");
    const wrong = await askCluster("acme-dev", namespaces, {
      method: "POST",
      body: { metadata: { name: "Not_A_Name" } },
    });
    expect(wrong.status).toBe(422);
  });

  it("reach declared hosts by the proxy, and no other", async () => {
    const realm = `${spec.issuerHost}/realms/master/.well-known/openid-configuration`;
    const { status, body } = await through(realm);
    expect(status).toBe(200);
    expect((body as { issuer: string }).issuer).toBe(`${spec.issuerHost}/realms/master`);
    expect((await through(`${spec.secretsAddress}/v1/sys/health`)).status).toBe(200);
    await expect(through("https://example.com/")).rejects.toThrow("403");
    const log = readFileSync(join(servers.paths.logs, "supervisor.log"), "utf8");
    expect(log).toContain("proxy: refused example.com:443, which is no declared host");
  });

  it("publish the keys that a cluster's service accounts are signed with, as EKS does", async () => {
    const path = `${namespaces}/default/serviceaccounts/default/token`;
    const body = { spec: { audiences: ["vault"] } };
    const made = await askCluster("acme-dev", path, { method: "POST", body });
    const { token } = (made.body as { status: { token: string } }).status;
    const [head = "", claims = "", signature = ""] = token.split(".");
    const decoded = (part: string) =>
      JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, string>;
    const { issuer } = live.clusters["acme-dev"]!;
    expect(issuer).toMatch(/^https:\/\/oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/);
    expect(decoded(claims)["iss"]).toBe(issuer);

    const discovery = await through(`${issuer}/.well-known/openid-configuration`);
    const { body: keys } = await through((discovery.body as { jwks_uri: string }).jwks_uri);
    const key = (keys as { keys: (JsonWebKey & { kid: string })[] }).keys.find(
      ({ kid }) => kid === decoded(head)["kid"],
    );
    const publicKey = createPublicKey({ key: key!, format: "jwk" });
    const signed = Buffer.from(`${head}.${claims}`);
    expect(verify("sha256", signed, publicKey, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it("let a pipeline in to OpenBao by its token alone, and not by another's", async () => {
    const settings = {
      oidc_discovery_url: live.pipelines.issuer,
      bound_issuer: live.pipelines.issuer,
    };
    await askBao("sys/auth/pipelines", { method: "POST", body: { type: "jwt" } });
    const configured = await askBao("auth/pipelines/config", { method: "POST", body: settings });
    expect(configured.status, JSON.stringify(configured.body)).toBe(204);
    const role = {
      role_type: "jwt",
      user_claim: "sub",
      bound_audiences: ["acme"],
      bound_claims: { repository: "acme/infra" },
      token_policies: ["default"],
    };
    await askBao("auth/pipelines/role/ci", { method: "POST", body: role });
    const login = (claims: Record<string, unknown>, spoil = "") => {
      const jwt = pipelineToken(live, { sub: "repo:acme/infra", aud: "acme", ...claims }) + spoil;
      const body = { role: "ci", jwt };
      return askBao("auth/pipelines/login", { method: "POST", body, headers: {} });
    };
    expect((await login({ repository: "acme/infra" })).status).toBe(200);
    expect((await login({ repository: "acme/other" })).status).toBe(400);
    expect((await login({ repository: "acme/infra" }, "AAAA")).status).toBe(400);
  });

  it("take an issuer that is written into a cluster's settings while it runs", async () => {
    const found = live.clusters["acme-dev"]!;
    const bearer = `Bearer ${pipelineToken(live, { sub: "deployer", aud: "acme" })}`;
    const headers = { authorization: bearer };
    const who = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    const asked = { method: "POST", body: {}, headers };
    expect((await askCluster("acme-dev", who, asked)).status).toBe(401);
    const before = readFileSync(found.authenticationFile, "utf8");
    const jwt = [
      {
        issuer: { url: live.pipelines.issuer, audiences: ["acme"] },
        claimMappings: { username: { claim: "sub", prefix: "ci:" } },
      },
    ];
    writeFileSync(
      found.authenticationFile,
      before.replace("jwt: []", `jwt: ${JSON.stringify(jwt)}`),
    );
    const accepted = async () => (await askCluster("acme-dev", who, asked)).status === 201;
    await until("the issuer is unknown", accepted, 90);
    const { body } = await askCluster("acme-dev", who, asked);
    expect(body).toMatchObject({ status: { userInfo: { username: "ci:deployer" } } });
    expect((await askCluster("acme-prod", who, asked)).status).toBe(401);
  });
});

// Each builds on what those above have left in the servers.
describe("a live server that ends", () => {
  it("is told with its log, is not started silently, and comes back as it was", async () => {
    expect(await kill("openbao")).toBe("it was ended by SIGKILL");
    await sleep(1000);
    await expect(servers.whole()).rejects.toThrow(
      /openbao is failed: it was ended by SIGKILL \(log: .*openbao\.log\)\nRun `groundwork sandbox up --live` again\./,
    );
    expect(await servers.start(spec, quiet)).toEqual(live);
    const { body } = await askBao("auth/pipelines/role/ci");
    expect(body).toMatchObject({ data: { bound_audiences: ["acme"] } });
  });

  it("is refused by name when another program has its port, until that has ended", async () => {
    await kill("acme-prod/kube-controller-manager");
    const ports = JSON.parse(readFileSync(servers.paths.ports, "utf8")) as Record<string, number>;
    const port = ports["acme-prod kube-controller-manager"];
    const thief = createServer();
    await new Promise<void>((resolve) => thief.listen(port, "127.0.0.1", resolve));
    await expect(servers.start(spec, quiet)).rejects.toThrow(
      `acme-prod/kube-controller-manager: port ${port} of 127.0.0.1 is taken`,
    );
    await new Promise((resolve) => thief.close(resolve));
    expect(await servers.start(spec, quiet)).toEqual(live);
  });

  it("takes all others with it when it is the supervisor, and everything comes back", async () => {
    const realm = { realm: "kept", enabled: true };
    await askKeycloak("/admin/realms", { method: "POST", body: realm });
    const [supervisor = ""] = processes().filter((line) => line.includes("supervisor.js"));
    expect(processes().length).toBeGreaterThan(7);
    process.kill(Number(supervisor.trim().split(" ")[0]), "SIGKILL");
    await until("something is left", () => processes().length === 0, 40);
    expect((await servers.status()).map((server) => server.state)).toEqual(
      Array.from({ length: 7 }, () => "stopped"),
    );

    expect(await servers.start(spec, quiet)).toEqual(live);
    expect((await askCluster("acme-dev", `${namespaces}/apart`)).status).toBe(200);
    expect((await askCluster("acme-prod", `${namespaces}/apart`)).status).toBe(404);
    expect((await askBao("auth/pipelines/role/ci")).status).toBe(200);
    expect((await askKeycloak("/admin/realms/kept")).status).toBe(200);
  });

  it("is stopped with all others when its sandbox's description is removed", async () => {
    rmSync(servers.paths.description);
    await until("something is left", () => processes().length === 0, 40);
  });

  it("is stopped with all others when the process that they were started for ends", async () => {
    const parent: ChildProcess = spawn("sleep", ["600"]);
    process.env["GROUNDWORK_LIVE_PARENT"] = String(parent.pid);
    const started = servers.start(spec, quiet);
    started.catch(quiet);
    await until("nothing starts", () => processes().length > 3);
    parent.kill();
    await until("something is left", () => processes().length === 0, 40);
    await expect(started).rejects.toThrow("live servers did not start:");
  });
});

/** Asks Keycloak as its administrator. */
async function askKeycloak(path: string, asked: Partial<Asked> = {}) {
  const { url, adminUser, adminPasswordFile } = live.keycloak;
  const form = new URLSearchParams({
    client_id: "admin-cli",
    grant_type: "password",
    username: adminUser,
    password: readFileSync(adminPasswordFile, "utf8"),
  });
  const { body } = await ask(`${url}/realms/master/protocol/openid-connect/token`, {
    ca,
    method: "POST",
    form,
    timeout: 60_000,
  });
  const { access_token: token } = body as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return ask(`${url}${path}`, { ca, headers, timeout: 60_000, ...asked });
}
