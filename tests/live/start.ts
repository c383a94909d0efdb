import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { LiveServers } from "@groundwork-iac/sandbox";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** File of the description of the servers that the tests of a kind share. */
    readonly live: string;
  }
}

/** Starts Keycloak and OpenBao for the tests of their kinds; they end with the tests. */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  process.env["GROUNDWORK_LIVE_PARENT"] = String(process.pid);
  const state = mkdtempSync(join(tmpdir(), "groundwork-live-"));
  const servers = new LiveServers(state);
  const spec = {
    issuerHost: "https://id.live.acme.example",
    secretsAddress: "https://bao.live.acme.example",
    clusters: [],
  };
  await servers.start(spec, (line) => {
    console.error(line);
  });
  project.provide("live", servers.paths.description);
  return async () => {
    await servers.stop();
    rmSync(state, { recursive: true, force: true });
  };
}
