import { join } from "node:path";

import { Authority, type Identity } from "./certificates";
import { serverProgram } from "./programs";
import { type Ground, type LiveServer, loopback } from "./server";

/** The store of all clusters, and an API server's credentials for it. */
export interface Etcd extends LiveServer {
  /** Authority of the store and its clients, PEM. */
  readonly caFile: string;
  readonly client: Identity;
}

/** One etcd for all clusters, each below a prefix of its own. Only API servers have access. */
export async function etcd({ paths, ports, environment }: Ground): Promise<Etcd> {
  const [port, peer, metrics] = [
    await ports.of("etcd"),
    await ports.of("etcd peer"),
    await ports.of("etcd health"),
  ];
  const authority = await Authority.open(join(paths.pki, "etcd"), "Groundwork sandbox etcd");
  const { certificateFile, keyFile } = await authority.issue("etcd", {
    commonName: "etcd",
    hosts: loopback,
    usages: ["server", "client"],
  });
  const client = await authority.issue("client", {
    commonName: "kube-apiserver",
    usages: ["client"],
  });
  const address = `https://127.0.0.1:${port}`;
  const peerAddress = `https://127.0.0.1:${peer}`;
  const health = `http://127.0.0.1:${metrics}`;
  return {
    name: "etcd",
    needs: [],
    address,
    port,
    health: `${health}/health`,
    caFile: authority.file,
    client,
    program: {
      command: serverProgram("etcd", "etcd"),
      args: [
        `--data-dir=${join(paths.of("etcd"), "data")}`,
        `--listen-client-urls=${address}`,
        `--advertise-client-urls=${address}`,
        `--listen-peer-urls=${peerAddress}`,
        `--initial-advertise-peer-urls=${peerAddress}`,
        `--initial-cluster=default=${peerAddress}`,
        `--listen-metrics-urls=${health}`,
        ...["", "peer-"].flatMap((circle) => [
          `--${circle}cert-file=${certificateFile}`,
          `--${circle}key-file=${keyFile}`,
          `--${circle}trusted-ca-file=${authority.file}`,
          `--${circle}client-cert-auth`,
        ]),
        // Unsynced writes survive a killed process; only a crash of the machine loses them.
        "--unsafe-no-fsync",
        "--log-level=warn",
      ],
      env: environment,
    },
  };
}
