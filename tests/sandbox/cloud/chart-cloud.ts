import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach } from "vitest";

import { charts } from "../../../components/lib/charts";
import { Declarations } from "../../../sandbox/src/cloud/declarations";
import { OfflineCloud } from "../../../sandbox/src/cloud/provider";
import { type Bag, CloudStore } from "../../../sandbox/src/cloud/store";

export const token = "kubernetes:helm.sh/v3:Release";
export const server = "https://dev.eks.example";
const sdk = join(__dirname, "../../../node_modules/@pulumi/kubernetes");
const declarations = new Declarations(sdk, join(tmpdir(), "groundwork-declarations/kubernetes"));

let folder: string;
export let store: CloudStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-charts-"));
  store = CloudStore.open(join(folder, "store.sqlite"));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

export function cloud(bySdk = false): OfflineCloud {
  const made = new OfflineCloud({
    pkg: "kubernetes",
    store: () => store,
    declaration: (other) => declarations.of(other),
    bySdk,
  });
  made.place = { account: server, region: "" };
  return made;
}

/** A release of one of our charts. */
export function release(pin: keyof typeof charts, more: Bag = {}): Bag {
  const { chart, repo, version } = charts[pin];
  return { name: chart, chart, version, repositoryOpts: { repo }, namespace: "default", ...more };
}

/** What the preview of a release says. */
export function said(inputs: Bag, { bySdk = false, secrets = [] as string[][] } = {}): string[] {
  const { failures } = cloud(bySdk).check(token, "it", { plain: inputs, secrets });
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}
