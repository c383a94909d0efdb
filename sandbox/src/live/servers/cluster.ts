import { createHash, createPublicKey, generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ask } from "./ask";
import { Authority, type Identity } from "./certificates";
import type { LiveCluster } from "../description";
import { serverProgram } from "./programs";
import { writeWhole } from "./report";
import type { ClusterSpec } from "../spec";
import type { Etcd } from "./etcd";
import { type Ground, type LiveServer, loopback } from "./server";

/** A cluster's API server and its controllers. It has no nodes and no scheduler. */
export interface Cluster {
  readonly servers: readonly LiveServer[];
  readonly described: LiveCluster;
  /** Public key of the service accounts' tokens, PEM. */
  readonly publicKey: string;
}

/** The control plane of one EKS cluster. No other cluster trusts its clients. */
export async function cluster(
  ground: Ground,
  { name, region }: ClusterSpec,
  store: Etcd,
): Promise<Cluster> {
  const { paths, ports, authority } = ground;
  const folder = paths.of(join("clusters", name));
  const port = await ports.of(`${name} kube-apiserver`);
  const address = `https://127.0.0.1:${port}`;
  const clients = await Authority.open(join(paths.pki, name), `Groundwork sandbox ${name}`);
  const admin = await clients.issue("admin", {
    commonName: "groundwork-admin",
    organization: "system:masters",
    usages: ["client"],
  });
  const controller = await clients.issue("controller-manager", {
    commonName: "system:kube-controller-manager",
    usages: ["client"],
  });
  const serving = await authority.issue(`${name}-kube-apiserver`, {
    commonName: "kube-apiserver",
    hosts: [
      ...loopback,
      "kubernetes",
      "kubernetes.default",
      "kubernetes.default.svc",
      serviceAddress,
    ],
    usages: ["server"],
  });
  const accounts = accountKeys(folder);
  const publicKey = readFileSync(accounts.publicFile, "utf8");
  const issuer = `https://oidc.eks.${region}.amazonaws.com/id/${issuerId(publicKey)}`;
  const authenticationFile = join(folder, "authentication.yaml");
  if (!existsSync(authenticationFile)) {
    writeFileSync(authenticationFile, noIssuers);
  }
  const kubeconfigs = [
    { file: "admin.kubeconfig", as: admin },
    { file: "controller-manager.kubeconfig", as: controller },
  ].map(({ file, as }) => {
    const path = join(folder, file);
    writeWhole(path, kubeconfig(name, address, authority.file, as));
    return path;
  });
  const [, controllerConfig = ""] = kubeconfigs;
  const api: LiveServer = {
    name: `${name}/kube-apiserver`,
    needs: [store.name],
    address,
    port,
    health: `${address}/readyz`,
    program: {
      command: serverProgram("kubernetes", "kube-apiserver"),
      args: [
        `--etcd-servers=${store.address}`,
        `--etcd-prefix=/clusters/${name}`,
        `--etcd-cafile=${store.caFile}`,
        `--etcd-certfile=${store.client.certificateFile}`,
        `--etcd-keyfile=${store.client.keyFile}`,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--endpoint-reconciler-type=none",
        `--secure-port=${port}`,
        `--service-cluster-ip-range=${serviceRange}`,
        "--authorization-mode=Node,RBAC",
        `--authentication-config=${authenticationFile}`,
        `--client-ca-file=${clients.file}`,
        `--tls-cert-file=${serving.certificateFile}`,
        `--tls-private-key-file=${serving.keyFile}`,
        `--service-account-issuer=${issuer}`,
        `--service-account-signing-key-file=${accounts.keyFile}`,
        `--service-account-key-file=${accounts.publicFile}`,
      ],
      env: ground.environment,
    },
  };
  const control = { api, clients: admin, kubeconfig: controllerConfig, accounts };
  const controllers = await controllerManager(ground, name, control);
  return {
    servers: [api, controllers],
    publicKey,
    described: { server: address, ...admin, issuer, authenticationFile },
  };
}

const serviceRange = "172.20.0.0/16";
const serviceAddress = "172.20.0.1";

/** Only the cluster's own clients may log in, until an entry names an issuer here. */
const noIssuers = `apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt: []
`;

async function controllerManager(
  { ports, authority, ca, environment }: Ground,
  name: string,
  of: {
    readonly api: LiveServer;
    readonly clients: Identity;
    readonly kubeconfig: string;
    readonly accounts: AccountKeys;
  },
): Promise<LiveServer> {
  const port = await ports.of(`${name} kube-controller-manager`);
  const address = `https://127.0.0.1:${port}`;
  const serving = await authority.issue(`${name}-kube-controller-manager`, {
    commonName: "kube-controller-manager",
    hosts: loopback,
    usages: ["server"],
  });
  return {
    name: `${name}/kube-controller-manager`,
    needs: [of.api.name],
    address,
    port,
    health: `${address}/healthz`,
    ready: () => isSettled(of.api.address, ca, of.clients),
    program: {
      command: serverProgram("kubernetes", "kube-controller-manager"),
      args: [
        `--kubeconfig=${of.kubeconfig}`,
        `--authorization-kubeconfig=${of.kubeconfig}`,
        "--authentication-skip-lookup",
        `--service-account-private-key-file=${of.accounts.keyFile}`,
        `--root-ca-file=${authority.file}`,
        "--use-service-account-credentials",
        "--leader-elect=false",
        "--bind-address=127.0.0.1",
        `--secure-port=${port}`,
        `--tls-cert-file=${serving.certificateFile}`,
        `--tls-private-key-file=${serving.keyFile}`,
      ],
      env: environment,
    },
  };
}

/** Whether the controllers have made the default roles and service account that a new cluster needs. */
async function isSettled(api: string, ca: string, as: Identity): Promise<boolean> {
  const roles = await ask(`${api}/apis/rbac.authorization.k8s.io/v1/clusterroles/edit`, { ca, as });
  const { rules } = (roles.body ?? {}) as { readonly rules?: readonly unknown[] | null };
  const account = await ask(`${api}/api/v1/namespaces/default/serviceaccounts/default`, { ca, as });
  return (rules ?? []).length > 0 && account.status === 200;
}

interface AccountKeys {
  readonly keyFile: string;
  readonly publicFile: string;
}

/** The key that signs service accounts' tokens, as EKS has it: RS256. */
function accountKeys(folder: string): AccountKeys {
  const files = {
    keyFile: join(folder, "service-accounts.key"),
    publicFile: join(folder, "service-accounts.pub"),
  };
  if (!existsSync(files.publicFile)) {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ format: "pem", type: "pkcs8" });
    writeFileSync(files.keyFile, pem, { mode: 0o600 });
    writeFileSync(files.publicFile, publicKey.export({ format: "pem", type: "spki" }));
  }
  return files;
}

/** An id of 32 characters as EKS has it, derived from the key, so that it stays. */
function issuerId(publicKey: string): string {
  const der = createPublicKey(publicKey).export({ format: "der", type: "spki" });
  return createHash("sha256").update(der).digest("hex").slice(0, 32).toUpperCase();
}

/** https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ */
function kubeconfig(name: string, server: string, ca: string, as: Identity): unknown {
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    clusters: [{ name, cluster: { server, "certificate-authority": ca } }],
    users: [
      {
        name,
        user: { "client-certificate": as.certificateFile, "client-key": as.keyFile },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
  };
}
