import { join } from "node:path";

import { expect, it } from "vitest";

import { run } from "./program-run";

const reference = join(__dirname, "../../organization");

it("takes back what another tool has applied to an object of a cluster", async () => {
  for (const stack of ["services.dev", "environment.dev", "workspace.search.dev"]) {
    const { providers } = await run(reference, stack);
    const cluster = providers.find((provider) => "clusterIdentifier" in provider);
    expect([stack, cluster]).toMatchObject([stack, { enablePatchForce: "true" }]);
  }
});

it("waits a minute for the realm's server", async () => {
  for (const stack of ["identity", "team.search"]) {
    const { providers } = await run(reference, stack);
    expect([stack, providers]).toEqual([
      stack,
      expect.arrayContaining([expect.objectContaining({ name: "realm", clientTimeout: "60" })]),
    ]);
  }
});
