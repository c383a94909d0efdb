import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { installServers, LiveServers } from "@groundwork-iac/sandbox";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Files of the servers that the tests of a kind share: where they are, or why they did not start. */
    readonly live: { readonly description: string; readonly failure: string };
  }
}

/**
 * Starts Keycloak and OpenBao for the tests of their kinds, which wait for them; no other test does.
 * They end with the tests.
 */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  process.env["GROUNDWORK_LIVE_PARENT"] = String(process.pid);
  const state = mkdtempSync(join(tmpdir(), "groundwork-live-"));
  const servers = new LiveServers(state);
  const spec = {
    issuerHost: "https://id.live.acme.example",
    secretsAddress: "https://bao.live.acme.example",
    clusters: [],
  };
  const say = (line: string) => {
    console.error(line);
  };
  await installServers(say);
  const failure = join(state, "failure");
  const settled = servers.start(spec, say).catch((error: unknown) => {
    writeFileSync(failure, String(error));
  });
  project.provide("live", { description: servers.paths.description, failure });
  return async () => {
    await settled;
    await servers.stop();
    rmSync(state, { recursive: true, force: true });
  };
}
