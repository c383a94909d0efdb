import { spawnSync } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import ts from "typescript";
import { afterAll, expect, it } from "vitest";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-types-"));
symlinkSync(join(root, "node_modules"), join(place, "node_modules"));

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

/** The settings that `pulumi new typescript` writes, and Node's own. */
const settings = {
  node10: { module: "commonjs", moduleResolution: "node" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
};

type Setting = keyof typeof settings;

/** The file of types that a name leads to, from the root of this repository. */
function typesOf(name: string, setting: Setting): string | undefined {
  const { options } = ts.convertCompilerOptionsFromJson(settings[setting], place);
  const from = join(place, "index.ts");
  const { resolvedModule } = ts.resolveModuleName(name, from, options, ts.sys);
  return resolvedModule?.resolvedFileName.slice(root.length + 1);
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | null | { readonly types: string }>>;
}

/** Each name that a package exports with types, by its file. */
function exported(folder: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(root, folder, "package.json"), "utf8");
  const { name, exports } = JSON.parse(text) as Manifest;
  const names: Record<string, string> = {};
  for (const [subpath, target] of Object.entries(exports)) {
    if (target === null || typeof target === "string") {
      continue;
    }
    const [before = "", after] = target.types.split("*");
    const files = after === undefined ? [""] : starsOf(join(root, folder, before), after);
    for (const star of files) {
      names[join(name, subpath.replace("*", star))] = join(folder, target.types.replace("*", star));
    }
  }
  return names;
}

/** What a `*` between two parts of a path can stand for. */
function starsOf(before: string, after: string): string[] {
  return readdirSync(before, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(after))
    .map((file) => file.slice(0, -after.length))
    .filter((star) => !star.split("/").includes("internal") && star !== "index");
}

for (const folder of [".", "policy"]) {
  it(`each export of ${folder} leads to one file of types in both settings`, () => {
    const names = exported(folder);
    expect(Object.keys(names).length).toBeGreaterThan(1);
    for (const setting of ["node10", "nodenext"] as const) {
      const found = Object.keys(names).map((name) => [name, typesOf(name, setting)]);
      expect(Object.fromEntries(found), setting).toEqual(names);
    }
  });
}

it("what a module keeps to itself has types in neither", () => {
  for (const setting of ["node10", "nodenext"] as const) {
    const name = "@groundwork-iac/platform/network/internal/address-planner";
    expect(typesOf(name, setting), setting).toBeUndefined();
  }
});

const program = `
import { network } from "@groundwork-iac/platform";
import { admissionPolicies } from "@groundwork-iac/policy/admission";
import * as pack from "@groundwork-iac/policy";
import { Vpc } from "@groundwork-iac/platform/network/vpc";
import { readStackOf } from "@groundwork-iac/platform/contracts";
import * as layer from "@groundwork-iac/platform/programs/network";
import type { ProgramInputs } from "@groundwork-iac/platform/platform";

export type Made = InstanceType<typeof network.Vpc> & Vpc;
export const used = [admissionPolicies, pack, readStackOf, layer] as const;
export const inputs = (given: ProgramInputs): string => typeof given;
`;

it.each(["node10", "nodenext"] as const)("a program compiles with %s", (setting) => {
  const compilerOptions = {
    ...settings[setting],
    target: "es2022",
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    esModuleInterop: true,
  };
  writeFileSync(join(place, "index.ts"), program);
  const config = join(place, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ compilerOptions, files: ["index.ts"] }));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const run = spawnSync(process.execPath, [tsc, "-p", config], { encoding: "utf8" });
  expect(run.stdout + run.stderr).toBe("");
});
