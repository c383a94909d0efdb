import { join } from "node:path";
import { makeFolder } from "../processes/folders";

/** The live servers that an organisation needs. */
export interface LiveSpec {
  /** Declared address of the identity provider, such as `https://id.platform.acme.example`. */
  readonly issuerHost: string;
  /** Declared address of the secrets server, such as `https://bao.platform.acme.example`. */
  readonly secretsAddress: string;
  /** EKS clusters, each of which gets an API server of its own. */
  readonly clusters: readonly ClusterSpec[];
}

export interface ClusterSpec {
  /** Name of the EKS cluster, such as `acme-dev`. */
  readonly name: string;
  readonly region: string;
}

/** Files and folders of a sandbox's live servers. */
export interface LivePaths {
  readonly folder: string;
  /** The `LiveDescription`; it exists as long as the servers are wanted. */
  readonly description: string;
  /** The `LiveSpec` that the servers were started with. */
  readonly spec: string;
  /** The `LiveReport`. */
  readonly report: string;
  /** Each server's port, which never changes. */
  readonly ports: string;
  readonly logs: string;
  readonly pki: string;
  /** Folder of one server's own files. */
  readonly of: (server: string) => string;
}

/** Paths of the live servers below a sandbox's state. */
export function livePaths(state: string): LivePaths {
  const folder = join(state, "live");
  return {
    folder,
    description: join(folder, "live.json"),
    spec: join(folder, "spec.json"),
    report: join(folder, "servers.json"),
    ports: join(folder, "ports.json"),
    logs: join(folder, "logs"),
    pki: join(folder, "pki"),
    of: (server) => {
      const own = join(folder, server);
      makeFolder(own, 0o700);
      return own;
    },
  };
}
