import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Authority, type Identity } from "./certificates";
import type { LiveDescription } from "../description";
import { type Issuer, pipelines } from "./issuers";
import { Ports } from "./ports";
import { cluster } from "./cluster";
import { etcd } from "./etcd";
import { identityServer } from "./keycloak";
import { secretsServer } from "./openbao";
import type { Ground, LiveServer } from "./server";
import type { LivePaths, LiveSpec } from "../spec";
import { makeFolder } from "../../processes/folders";

/** Every server of a supervisor, ready to start. */
export interface World {
  readonly servers: readonly LiveServer[];
  readonly description: LiveDescription;
  /** Certificate of the issuers that the supervisor plays. */
  readonly issuing: Identity;
  readonly issuers: readonly Issuer[];
  readonly issuersPort: number;
  readonly proxyPort: number;
}

/** Makes certificates, keys and settings for a spec, and reuses the existing ones. */
export async function makeWorld(paths: LivePaths, spec: LiveSpec): Promise<World> {
  makeFolder(paths.logs, 0o700);
  const ports = new Ports(paths.ports);
  const authority = await Authority.open(join(paths.pki, "servers"), "Groundwork sandbox");
  const proxyPort = await ports.of("proxy");
  const issuersPort = await ports.of("issuers");
  const proxy = `http://127.0.0.1:${proxyPort}`;
  const ground: Ground = {
    paths,
    ports,
    authority,
    ca: readFileSync(authority.file, "utf8"),
    environment: serverEnvironment(paths, proxy, authority.file),
  };
  const store = await etcd(ground);
  const clusters = [];
  for (const wanted of spec.clusters) {
    clusters.push({ name: wanted.name, ...(await cluster(ground, wanted, store)) });
  }
  const keycloak = await identityServer(ground, spec.issuerHost);
  const secrets = await secretsServer(ground, spec.secretsAddress);
  const { keyFile, ...pipeline } = pipelines(paths.of("issuers"));
  const issuers = [
    pipeline,
    ...clusters.map(({ described, publicKey }) => ({ issuer: described.issuer, publicKey })),
  ];
  const issuerHosts = [...new Set(issuers.map(({ issuer }) => new URL(issuer).hostname))];
  const issuing = await authority.issue("issuers", {
    commonName: "issuers",
    hosts: issuerHosts,
    usages: ["server"],
  });
  const hosts = {
    [new URL(spec.issuerHost).hostname]: keycloak.server.port,
    [new URL(spec.secretsAddress).hostname]: secrets.server.port,
    ...Object.fromEntries(issuerHosts.map((host) => [host, issuersPort])),
  };
  return {
    servers: [
      store,
      ...clusters.flatMap(({ servers }) => servers),
      keycloak.server,
      secrets.server,
    ],
    issuing,
    issuers,
    issuersPort,
    proxyPort,
    description: {
      version: 1,
      caFile: authority.file,
      hosts: Object.fromEntries(
        Object.entries(hosts).map(([host, port]) => [host, `127.0.0.1:${port}`]),
      ),
      proxy,
      keycloak: keycloak.described,
      secrets: secrets.described,
      clusters: Object.fromEntries(clusters.map(({ name, described }) => [name, described])),
      pipelines: { issuer: pipeline.issuer, keyFile },
    },
  };
}

/** Takes nothing from the user's environment, whose proxy or certificates could lead servers elsewhere. */
function serverEnvironment(paths: LivePaths, proxy: string, ca: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: paths.of("home"),
    HTTPS_PROXY: proxy,
    NO_PROXY: "localhost,127.0.0.1",
    SSL_CERT_FILE: ca,
  };
}
