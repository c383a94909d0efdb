import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { CloudStore } from "../../sandbox/src/cloud/store";
import { removeOrphans } from "../../sandbox/src/cloud/orphans";

const urn = "urn:pulumi:network.dev::acme::aws:ec2/vpc:Vpc::net";
let folder: string;
let store: CloudStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-orphans-"));
  store = CloudStore.open(join(folder, "store.sqlite"));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function make(id: string, of?: string): void {
  const place = { token: "aws:ec2/vpc:Vpc", partition: "aws/1/eu-west-1" };
  store.put({ ...place, id, inputs: {}, state: {}, secrets: [], ...(of ? { urn: of } : {}) });
}

function record(...ids: string[]): void {
  const stacks = join(folder, ".pulumi/stacks/acme");
  mkdirSync(stacks, { recursive: true });
  const resources = ids.map((id) => ({ urn, id }));
  writeFileSync(
    join(stacks, "network.dev.json"),
    JSON.stringify({ checkpoint: { latest: { resources } } }),
  );
}

const removed = () => removeOrphans(store, folder).map(({ id }) => id);

it("removes what no state holds, and only that", () => {
  make("vpc-1", urn);
  make("vpc-2", urn);
  record("vpc-1");
  expect(removed()).toEqual(["vpc-2"]);
  expect(store.inventory()).toEqual({ "aws:ec2/vpc:Vpc": 1 });
});

it("leaves what a state has held once, since a declaration may retain it", () => {
  make("vpc-1", urn);
  record("vpc-1");
  expect(removed()).toEqual([]);
  record();
  expect(removed()).toEqual([]);
});

it("leaves what was put there behind every program's back", () => {
  make("vpc-1");
  expect(removed()).toEqual([]);
});

it("leaves a stack alone that runs", () => {
  make("vpc-1", urn);
  const locks = join(folder, ".pulumi/locks/organization/acme/network.dev");
  mkdirSync(locks, { recursive: true });
  writeFileSync(join(locks, "1.json"), "{}");
  expect(removed()).toEqual([]);
  rmSync(locks, { recursive: true });
  expect(removed()).toEqual(["vpc-1"]);
});
