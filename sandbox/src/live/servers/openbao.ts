import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

import { type Answer, ask } from "./ask";
import type { LiveSecrets } from "../description";
import { serverProgram } from "./programs";
import { readJson, writeWhole } from "./report";
import { type Ground, type LiveServer, loopback } from "./server";
import { makeFolder } from "../../processes/folders";

/** OpenBao at the declared address, on files. The supervisor unseals it at every start and stores its root token. */
export async function secretsServer(
  { paths, ports, authority, ca, environment }: Ground,
  declared: string,
): Promise<{ readonly server: LiveServer; readonly described: LiveSecrets }> {
  const port = await ports.of("openbao");
  const inner = `127.0.0.1:${await ports.of("openbao cluster")}`;
  const address = `https://127.0.0.1:${port}`;
  const serving = await authority.issue("openbao", {
    commonName: new URL(declared).hostname,
    hosts: [new URL(declared).hostname, ...loopback],
    usages: ["server"],
  });
  const folder = paths.of("openbao");
  const keysFile = join(folder, "unseal.json");
  const data = join(folder, "data");
  if (!existsSync(keysFile)) {
    // Nobody can unseal the files of an initialisation that was cut short.
    rmSync(data, { recursive: true, force: true });
  }
  makeFolder(data);
  const config = join(folder, "config.json");
  const tokenFile = join(folder, "root-token");
  const tls = { tls_cert_file: serving.certificateFile, tls_key_file: serving.keyFile };
  writeWhole(config, {
    storage: { raft: { path: data, node_id: "sandbox", performance_multiplier: "1" } },
    listener: [{ tcp: { address: `127.0.0.1:${port}`, cluster_address: inner, ...tls } }],
    api_addr: declared,
    cluster_addr: `https://${inner}`,
    ui: true,
  });
  return {
    described: { url: address, declared, tokenFile },
    server: {
      name: "openbao",
      needs: [],
      address,
      port,
      health: `${address}/v1/sys/health`,
      ready: () => open(address, ca, keysFile, tokenFile),
      program: {
        command: serverProgram("openbao", "bao"),
        args: ["server", `-config=${config}`],
        env: environment,
      },
    },
  };
}

interface Initialized {
  readonly keys_base64: readonly string[];
  readonly root_token: string;
}

/** Initialises it once and unseals it; https://openbao.org/api-docs/system/init/ */
async function open(
  address: string,
  ca: string,
  keysFile: string,
  tokenFile: string,
): Promise<boolean> {
  const call = (method: string, path: string, body?: unknown) =>
    ask(`${address}/v1/sys/${path}`, { ca, method, body, timeout: 60_000 });
  const state = must(await call("GET", "seal-status")) as {
    readonly initialized: boolean;
    readonly sealed: boolean;
  };
  if (!state.initialized) {
    const made = must(await call("PUT", "init", { secret_shares: 1, secret_threshold: 1 }));
    writeWhole(keysFile, made);
    writeWhole(tokenFile, (made as Initialized).root_token);
  }
  if (!state.initialized || state.sealed) {
    const [key] = readJson<Initialized>(keysFile)?.keys_base64 ?? [];
    must(await call("PUT", "unseal", { key }));
  }
  return (await call("GET", "health")).status === 200;
}

/** @throws Error with the server's answer when it refuses. */
function must({ status, body }: Answer): unknown {
  if (status >= 400) {
    throw new Error(`OpenBao answered ${status}: ${JSON.stringify(body)}`);
  }
  return body;
}
