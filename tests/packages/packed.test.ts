import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

import { askForPeers } from "../../build/peers.mts";
import { removeStale } from "../../build/stale.mts";

const root = join(__dirname, "../..");

it("a build removes compiled files whose source is gone, and no others", () => {
  const place = mkdtempSync(join(tmpdir(), "groundwork-stale-"));
  const add = (file: string) => {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), "");
    return file;
  };
  try {
    ["src/a.ts", "src/in/b.ts", "src/in/facts.json"].forEach(add);
    const kept = [
      "a.js",
      "a.d.ts",
      "a.js.map",
      "in/b.js",
      "in/facts.json",
      ".tsbuildinfo",
      ".built",
    ];
    const stale = [
      "c.js",
      "c.d.ts",
      "c.d.ts.map",
      "c.js.map",
      "in/a.js",
      "in/more.json",
      "gone/d.js",
    ];
    [...kept, ...stale].forEach((file) => add(join("dist", file)));
    removeStale(join(place, "dist"), join(place, "src"));
    const there = (file: string) => existsSync(join(place, "dist", file));
    expect(kept.filter((file) => !there(file))).toEqual([]);
    expect(stale.filter(there)).toEqual([]);
    removeStale(join(place, "nowhere"), join(place, "src"));
  } finally {
    rmSync(place, { recursive: true });
  }
});

it("a compiled file asks for its optional SDK in a sentence before it loads it", () => {
  const place = mkdtempSync(join(tmpdir(), "groundwork-peers-"));
  try {
    const manifest = { peerDependencies: { "@pulumi/aws": ">=7 <8" } };
    writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
    const lib = join(place, "dist/components/lib");
    mkdirSync(lib, { recursive: true });
    const pulumi = JSON.stringify(join(root, "node_modules/@pulumi/pulumi"));
    const built = readFileSync(join(root, "dist/components/lib/peer.js"), "utf8");
    writeFileSync(join(lib, "peer.js"), built.replace('"@pulumi/pulumi"', pulumi));
    const file = join(place, "dist/components/bucket.js");
    const body = 'const aws = require("@pulumi/aws");\nconst pulumi = require("@pulumi/pulumi");\n';
    writeFileSync(file, `"use strict";\n${body}`);
    const other = join(place, "dist/components/other.js");
    writeFileSync(other, '"use strict";\nconst pulumi = require("@pulumi/pulumi");\n');
    askForPeers(join(place, "dist"), join(lib, "peer"));
    askForPeers(join(place, "dist"), join(lib, "peer"));
    const guard = ' require("./lib/peer").want("@pulumi/aws");';
    expect(readFileSync(file, "utf8")).toBe(`"use strict";${guard}\n${body}`);
    expect(readFileSync(other, "utf8")).not.toContain("want(");

    const load =
      'try { require("./bucket.js"); } catch ({ name, message }) { console.log(message); }';
    const args = ["-e", load];
    const said = execFileSync(process.execPath, args, { cwd: dirname(file), encoding: "utf8" });
    expect(said).toBe(
      '@pulumi/aws: want this package installed, >=7 <8, got none; npm install "@pulumi/aws@>=7 <8"\n',
    );
  } finally {
    rmSync(place, { recursive: true });
  }
});

it("a build of this repository starts with that", () => {
  const stale = join(root, "sandbox/dist/processes/gone.js");
  writeFileSync(stale, "");
  execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "pipe" });
  expect(existsSync(stale)).toBe(false);
  const bucket = readFileSync(join(root, "dist/components/network/private-bucket.js"), "utf8");
  expect(bucket.split("\n")[0]).toBe('"use strict"; require("../lib/peer").want("@pulumi/aws");');
});

describe.each([".", "cli", "sandbox", "policy"])("the package of %s", (folder) => {
  const manifest = readFileSync(join(root, folder, "package.json"), "utf8");
  const { scripts } = JSON.parse(manifest) as { readonly scripts?: Record<string, string> };

  it("is built before it is packed", () => {
    const path = folder === "." ? "build/main.mts" : "../build/main.mts";
    expect(scripts?.["prepack"]).toBe(`node ${path}`);
  });

  it("has no compiled file without a source, and nothing that only a build needs", () => {
    const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
    const marks = ["dist/.built", "dist/.tsbuildinfo"].map((file) => join(root, folder, file));
    const planted = folder === "." ? [] : marks.filter((file) => !existsSync(file));
    planted.forEach((file) => writeFileSync(file, ""));
    const out = execFileSync("npm", args, {
      cwd: join(root, folder),
      encoding: "utf8",
      stdio: "pipe",
    });
    planted.forEach((file) => rmSync(file));
    // npm prints a list, or since version 12 an object by name.
    const [packed] = Object.values(
      JSON.parse(out) as Record<string, { readonly files: readonly { readonly path: string }[] }>,
    );
    const files = (packed?.files ?? []).map(({ path }) => path);
    const compiled = files.filter((file) => /^dist\/.+\.(js|d\.ts)$/.test(file));
    expect(compiled.length).toBeGreaterThan(10);
    const sources = folder === "." ? "" : "src/";
    const sourceOf = (file: string) =>
      file.replace("dist/", sources).replace(/\.(js|d\.ts)$/, ".ts");
    expect(compiled.filter((file) => !existsSync(join(root, folder, sourceOf(file))))).toEqual([]);
    expect(files.filter((file) => /\.built$|tsbuildinfo$/.test(file))).toEqual([]);
  });
});

describe("a package shows its entries alone", () => {
  const { resolve } = createRequire(join(root, "package.json"));

  it.each(["sandbox", "sandbox/package.json", "cli/package.json"])("%s", (name) => {
    expect(resolve(`@groundwork-iac/${name}`)).toContain(root);
  });

  it.each(["sandbox/dist/paths.js", "cli", "cli/dist/main.js"])("not %s", (name) => {
    expect(() => resolve(`@groundwork-iac/${name}`)).toThrow(/exports/);
  });
});
