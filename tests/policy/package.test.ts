import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { generatedFiles, generatedIn } from "../../policy/src/generator/files";

const policy = join(__dirname, "../../policy");
const isCases = (file: string) => /cases\.(js|d\.ts)$/.test(file);

/** The pack's own files that its entries load, with a server that serves nothing. */
function loaded(): string[] {
  const script = `
    const load = require("node:module").createRequire(${JSON.stringify(join(policy, "package.json"))});
    load("@pulumi/policy/server").serve = () => {};
    ["index", "catalogue", "admission/index"].forEach((entry) => load("./dist/" + entry + ".js"));
    console.log(JSON.stringify(Object.keys(require.cache)));
  `;
  const out = execFileSync(process.execPath, ["-e", script], { cwd: policy, encoding: "utf8" });
  const start = join(policy, "dist/");
  return (JSON.parse(out) as string[])
    .filter((file) => file.startsWith(start))
    .map((file) => file.slice(start.length));
}

it("loads every rule and no cases, as the engine starts it", () => {
  const files = loaded();
  expect(files.filter((file) => /^rules\/.+\/rule\.js$/.test(file)).length).toBe(42);
  expect(files.filter((file) => isCases(file) || file.startsWith("generator/"))).toEqual([]);
});

/** Paths of the files that npm would pack, without a script of the package. */
function packed(folder: string): string[] {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const out = execFileSync("npm", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  // npm prints a list, or since version 12 an object by name.
  const [first] = Object.values(
    JSON.parse(out) as Record<string, { readonly files: readonly { readonly path: string }[] }>,
  );
  return (first?.files ?? []).map(({ path }) => path);
}

describe("the packed package", () => {
  const files = packed(policy);

  it("has entries, settings and pages", () => {
    const entries = ["index", "catalogue", "admission/index"].map((entry) => `dist/${entry}.js`);
    const wanted = [...Object.keys(generatedFiles()), ...entries, "PulumiPolicy.yaml", "README.md"];
    expect(wanted.filter((file) => !files.includes(file))).toEqual([]);
  });

  it("has no cases, and nothing that only a build needs", () => {
    const needless = (file: string) =>
      isCases(file) || /^(dist\/generator|src|mutation)\/|tsbuildinfo/.test(file);
    expect(files.filter(needless)).toEqual([]);
  });

  it("has what the generator writes of the rules as they are", () => {
    const stale = Object.entries(generatedFiles()).filter(
      ([file, text]) => readFileSync(join(policy, file), "utf8") !== text,
    );
    expect(
      stale.map(([file]) => file),
      "run: npm run build",
    ).toEqual([]);
    expect(generatedIn(policy)).toEqual(Object.keys(generatedFiles()).sort());
  });
});

it("is made whole by the generator that a build runs", () => {
  const copy = mkdtempSync(join(tmpdir(), "groundwork-policy-"));
  try {
    cpSync(join(policy, "dist"), join(copy, "dist"), { recursive: true });
    symlinkSync(join(policy, "../node_modules"), join(copy, "node_modules"));
    execFileSync(process.execPath, [join(copy, "dist/generator/main.js")]);
    expect(generatedIn(copy)).toEqual(Object.keys(generatedFiles()).sort());
  } finally {
    rmSync(copy, { recursive: true });
  }
});
