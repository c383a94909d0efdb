import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { LiveDescription } from "../../../sandbox/src/live/description";
import { ApiServer } from "../../../sandbox/src/live/kinds/kubernetes/api-server";
import { cacheFolder } from "../../../sandbox/src/paths";
import { type KeyPair, TestAuthority } from "../certificates";

const servers = join(cacheFolder(), "servers");
const programs = {
  etcd: join(servers, "etcd-3.7.0", "etcd"),
  api: join(servers, "kubernetes-1.37.2", "kube-apiserver"),
  controllers: join(servers, "kubernetes-1.37.2", "kube-controller-manager"),
};

/** A real cluster's control plane without nodes, for one test file. */
export class TestCluster {
  public readonly folder = mkdtempSync(join(tmpdir(), "groundwork-cluster-"));
  public readonly authority = new TestAuthority(this.folder);
  public readonly admin = this.authority.issue("admin", "/O=system:masters/CN=admin");
  private readonly children: ChildProcess[] = [];
  private address = "";
  private kubectl: ApiServer | undefined;

  /** @throws Error with the last lines of a server that does not start. */
  public static async start(): Promise<TestCluster> {
    const missing = Object.values(programs).filter((program) => !existsSync(program));
    if (missing.length > 0) {
      throw new Error(
        `run \`groundwork sandbox up --live\` once, which builds ${missing.join(", ")}`,
      );
    }
    const cluster = new TestCluster();
    try {
      await cluster.bring();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  public get description(): LiveDescription {
    const { admin, folder } = this;
    return {
      version: 1,
      caFile: this.authority.caFile,
      hosts: {},
      proxy: "",
      keycloak: { url: "", declared: "", adminUser: "", adminPasswordFile: "" },
      secrets: { url: "", declared: "", tokenFile: "" },
      clusters: {
        "acme-dev": {
          ...admin,
          server: this.address,
          issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/TEST",
          authenticationFile: join(folder, "authentication.yaml"),
        },
      },
      pipelines: { issuer: "", keyFile: "" },
    };
  }

  /** The cluster's API server, as another client than the plugins: a person with kubectl. */
  public get server(): ApiServer {
    const { address: server, admin } = this;
    const { caFile } = this.authority;
    return (this.kubectl ??= new ApiServer({ server, caFile, ...admin }));
  }

  public async stop(): Promise<void> {
    for (const child of this.children.reverse()) {
      if (child.exitCode === null) {
        const ended = once(child, "exit");
        child.stdin?.end();
        await ended;
      }
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async bring(): Promise<void> {
    const { folder, authority } = this;
    const [store, peer, api, controllers] = await freePorts(4);
    const etcd = `http://127.0.0.1:${store}`;
    const peers = `http://127.0.0.1:${peer}`;
    this.run("etcd", programs.etcd, [
      `--data-dir=${join(folder, "etcd")}`,
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=${peers}`,
      `--initial-advertise-peer-urls=${peers}`,
      `--initial-cluster=default=${peers}`,
      "--unsafe-no-fsync",
    ]);
    const serving = authority.issue("serving", "/CN=kube-apiserver");
    const accounts = accountKeys(folder);
    writeFileSync(
      join(folder, "authentication.yaml"),
      "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\njwt: []\n",
    );
    this.address = `https://127.0.0.1:${api}`;
    this.run("kube-apiserver", programs.api, [
      `--etcd-servers=${etcd}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      "--endpoint-reconciler-type=none",
      `--secure-port=${api}`,
      "--service-cluster-ip-range=172.20.0.0/16",
      "--authorization-mode=Node,RBAC",
      // As on EKS, whose own agents are privileged.
      "--allow-privileged",
      `--authentication-config=${join(folder, "authentication.yaml")}`,
      `--client-ca-file=${authority.caFile}`,
      ...tls(serving),
      "--service-account-issuer=https://oidc.eks.eu-west-1.amazonaws.com/id/TEST",
      `--service-account-signing-key-file=${accounts.keyFile}`,
      `--service-account-key-file=${accounts.certificateFile}`,
    ]);
    await this.until("kube-apiserver", async () => {
      await this.server.text("GET", "/readyz");
    });
    const kubeconfig = join(folder, "controllers.kubeconfig");
    const controller = authority.issue("controllers", "/CN=system:kube-controller-manager");
    writeFileSync(kubeconfig, JSON.stringify(this.kubeconfig(controller)));
    this.run("kube-controller-manager", programs.controllers, [
      ...["", "authentication-", "authorization-"].map((use) => `--${use}kubeconfig=${kubeconfig}`),
      `--service-account-private-key-file=${accounts.keyFile}`,
      `--root-ca-file=${authority.caFile}`,
      "--use-service-account-credentials",
      "--leader-elect=false",
      "--bind-address=127.0.0.1",
      `--secure-port=${controllers}`,
      ...tls(serving),
    ]);
    await this.until("kube-controller-manager", async () => {
      await this.server.call("GET", "/api/v1/namespaces/default/serviceaccounts/default");
    });
  }

  private run(name: string, program: string, args: readonly string[]): void {
    const log = openSync(join(this.folder, `${name}.log`), "w");
    const options: SpawnOptions = { cwd: this.folder, stdio: ["pipe", log, log] };
    this.children.push(spawn("sh", ["-c", untilEndOfInput, "sh", program, ...args], options));
  }

  private async until(name: string, check: () => Promise<void>): Promise<void> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      try {
        await check();
        return;
      } catch (error) {
        if (Date.now() > deadline || this.children.some(({ exitCode }) => exitCode !== null)) {
          const log = readFileSync(join(this.folder, `${name}.log`), "utf8");
          throw new Error(`${name} is not ready:\n${log.slice(-2000)}`, { cause: error });
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  private kubeconfig({ certificateFile, keyFile }: KeyPair) {
    const user = { "client-certificate": certificateFile, "client-key": keyFile };
    const cluster = { server: this.address, "certificate-authority": this.authority.caFile };
    return {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "it",
      clusters: [{ name: "it", cluster }],
      users: [{ name: "it", user }],
      contexts: [{ name: "it", context: { cluster: "it", user: "it" } }],
    };
  }
}

/** Runs a program that ends with us: then its input is closed, however we ended. */
const untilEndOfInput = `
  exec 3<&0
  "$@" <&- & running=$!
  (cat <&3 >&2; kill -9 $running) & watching=$!
  wait $running; code=$?
  kill $watching 2>&-
  exit $code`;

const tls = ({ certificateFile, keyFile }: KeyPair) => [
  `--tls-cert-file=${certificateFile}`,
  `--tls-private-key-file=${keyFile}`,
];

/** The key of the service accounts' tokens; its public half is no certificate, but a file as well. */
function accountKeys(folder: string): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keyFile = join(folder, "accounts.key");
  const certificateFile = join(folder, "accounts.pub");
  writeFileSync(keyFile, privateKey.export({ format: "pem", type: "pkcs8" }));
  writeFileSync(certificateFile, publicKey.export({ format: "pem", type: "spki" }));
  return { keyFile, certificateFile };
}

async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  const ports = held.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
