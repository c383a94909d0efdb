import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

import { requireStore } from "../../sandbox/src/cloud/emptied";
import { CloudStore } from "../../sandbox/src/cloud/store";
import { root } from "./project";

const folder = mkdtempSync(join(tmpdir(), "groundwork-store-"));
const stores = Array.from({ length: 60 }, (_, i) => join(folder, `${i}.sqlite`));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Opens each store at the same instant as all others that run it, and puts a resource there. */
const opener = `
const { CloudStore } = require(${JSON.stringify(join(root, "sandbox/dist/cloud/store.js"))});
const [me, begin, ...paths] = process.argv.slice(1);
const failures = [];
paths.forEach((path, i) => {
  while (Date.now() < Number(begin) + i * 15) {}
  try {
    const store = CloudStore.open(path);
    store.put({ id: me, token: "t", partition: "p", inputs: {}, state: {}, secrets: [] });
    store.list("p");
    store.close();
  } catch (error) {
    failures.push(error.message);
  }
});
console.log(JSON.stringify(failures));
`;

it("makes one key for a store that several plugins open at once", async () => {
  const begin = String(Date.now() + 1500);
  const failures = await Promise.all(["a", "b"].map((me) => failuresOf(me, begin)));
  expect(failures).toEqual([[], []]);
  const left = readdirSync(folder).filter((name) => !/\.sqlite(\.key)?$/.test(name));
  expect(left).toEqual([]);
});

it("says in a sentence that its key is gone, or another one", () => {
  const path = join(folder, "own.sqlite");
  const resource = { id: "a", token: "t", partition: "p", inputs: {}, state: {}, secrets: [] };
  const store = CloudStore.open(path);
  store.put(resource);
  store.close();
  const key = readFileSync(`${path}.key`);
  const way = `put the key back, or remove ${folder} and run \`groundwork sandbox up\` again`;
  rmSync(`${path}.key`);
  expect(() => CloudStore.open(path)).toThrow(
    `${path}.key: want the key of the offline cloud's store, but it is gone; ${way}`,
  );
  writeFileSync(`${path}.key`, Buffer.alloc(32));
  const other = CloudStore.open(path);
  expect(() => other.list("p")).toThrow(
    `${path}.key: want the key of the offline cloud's store, but it is another one; ${way}`,
  );
  other.close();
  writeFileSync(`${path}.key`, key);
  const again = CloudStore.open(path);
  expect(again.list("p")).toEqual([resource]);
  again.close();
});

it("says in a sentence that it is empty though stacks are up", () => {
  const backend = join(folder, "backend");
  const path = join(folder, "emptied.sqlite");
  const states = join(backend, ".pulumi/stacks/acme");
  mkdirSync(states, { recursive: true });
  const state = (...resources: object[]) => {
    const text = JSON.stringify({ checkpoint: { latest: { resources } } });
    writeFileSync(join(states, "network.dev.json"), text);
  };
  const required = () => {
    requireStore(path, backend, folder);
  };
  state(
    { type: "pulumi:providers:aws", id: "a" },
    { type: "aws:ec2/vpc:Vpc", id: "b", external: true },
  );
  expect(required).not.toThrow();
  state({ type: "aws:ec2/vpc:Vpc", id: "vpc-1" });
  const empty = `${path}: want the resources of network.dev, which are up, got an empty store; put the file back with its key, or remove ${folder} and run \`groundwork sandbox up\` again`;
  expect(required).toThrow(empty);
  const store = CloudStore.open(path);
  expect(required).toThrow(empty);
  store.put({ id: "a", token: "t", partition: "p", inputs: {}, state: {}, secrets: [] });
  store.close();
  expect(required).not.toThrow();
});

function failuresOf(me: string, begin: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["-e", opener, "--", me, begin, ...stores]);
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.on("error", reject);
    child.on("exit", () => {
      resolve(printed.startsWith("[") ? JSON.parse(printed) : printed);
    });
  });
}
