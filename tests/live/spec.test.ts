import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { loadOrganization } from "@groundwork-iac/platform/internal/organization";
import { Sandbox } from "@groundwork-iac/sandbox";
import { afterAll, describe, expect, it } from "vitest";

import { liveSpec, packagesOf, serverLines, startLive } from "../../cli/src/actions/live";
import { CloudStore } from "../../sandbox/src/cloud/store";

const root = join(__dirname, "../..");
const project = (folder: string) => ({
  root,
  name: "acme",
  main: "index.ts",
  organization: loadOrganization(join(root, folder)),
});
const state = mkdtempSync(join(tmpdir(), "groundwork-spec-"));
afterAll(() => {
  rmSync(state, { recursive: true, force: true });
});

describe("what an organisation wants of live servers", () => {
  it("is its declared addresses, and an API server for each cluster that it makes", () => {
    expect(liveSpec(project("organization"))).toEqual({
      issuerHost: "https://id.platform.acme.example",
      secretsAddress: "https://bao.platform.acme.example",
      clusters: [
        { name: "acme-dev", region: "eu-west-1" },
        { name: "acme-prod", region: "eu-west-1" },
      ],
    });
  });

  it("is refused when its identity provider is another's", () => {
    expect(() => liveSpec(project("tests/stacks/existing-organization"))).toThrow(
      /^identity\.mode: want a managed one for --live, got "existing": https:\/\/.* is no server of this machine$/,
    );
    expect(() => liveSpec({ root: "/x", name: "x", main: "index.js" })).toThrow(
      "/x declares no organisation: --live wants a folder organization/",
    );
  });

  it("is refused when the offline cloud holds already what they are to hold", async () => {
    process.env["XDG_STATE_HOME"] = state;
    const wanted = project("organization");
    const sandbox = new Sandbox(wanted);
    mkdirSync(dirname(sandbox.paths.store), { recursive: true });
    const store = CloudStore.open(sandbox.paths.store);
    store.put({
      partition: "p",
      token: "kubernetes:core/v1:Namespace",
      id: "n",
      inputs: {},
      state: {},
      secrets: [],
    });
    store.close();
    await expect(startLive(sandbox, wanted, true, () => undefined)).rejects.toThrow(
      "this sandbox holds 1 resources without live servers; run `groundwork sandbox down` before --live",
    );
    expect(await startLive(sandbox, wanted, false, () => undefined)).toBeUndefined();
  });
});

describe("what is told of live servers", () => {
  it("is which packages are real: never aws, github or a release of Helm", () => {
    expect(packagesOf(false)).toMatchObject({ live: [] });
    const { live, simulated, isLive } = packagesOf(true);
    expect([live, simulated]).toEqual([
      ["kubernetes", "keycloak", "vault"],
      ["aws", "github"],
    ]);
    expect(isLive("kubernetes:core/v1:Namespace")).toBe(true);
    expect(isLive("kubernetes:helm.sh/v3:Release")).toBe(false);
    expect(isLive("aws:eks/cluster:Cluster")).toBe(false);
  });

  it("is which one is down, why, where its log is, and how to go on", () => {
    const server = { address: "https://127.0.0.1:1", log: "/logs/x.log" };
    const etcd = { ...server, name: "etcd", state: "running" as const };
    expect(serverLines([etcd])).toEqual(["etcd: running at https://127.0.0.1:1"]);
    const openbao = {
      ...server,
      name: "openbao",
      state: "failed" as const,
      why: "it ended with 1",
    };
    expect(serverLines([etcd, openbao]).slice(1)).toEqual([
      "openbao: failed at https://127.0.0.1:1 it ended with 1 (log: /logs/x.log)",
      "`groundwork sandbox up` starts them again, with the data that they had",
    ]);
  });
});
