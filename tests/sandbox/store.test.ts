import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

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
