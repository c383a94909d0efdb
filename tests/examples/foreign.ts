import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "vitest";

import { seedModules } from "./foreign-modules";

const root = join(__dirname, "../..");

type Dependencies = Readonly<Record<string, string>>;

/** One of this repository's packages, as npm packed it. */
interface Packed {
  readonly file: string;
  readonly dependencies: Dependencies;
}

interface Status {
  readonly stacks: readonly { name: string; resources: number; outputs: Record<string, unknown> }[];
  readonly inventory: Readonly<Record<string, number>>;
}

/** The part that we read of the list, or since version 12 the object, that npm prints. */
type Printed = Readonly<Record<string, { readonly name: string; readonly filename: string }>>;

function manifestOf(folder: string): Readonly<Record<string, Dependencies | undefined>> {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
    string,
    Dependencies
  >;
}

/** A folder outside this repository, with packed packages of ours and copies of examples. */
export class ForeignProject {
  public readonly place = mkdtempSync(join(tmpdir(), "groundwork-foreign-"));
  /** Where our command keeps its state. */
  public readonly state = join(this.place, "state");
  private readonly packed: Record<string, Packed> = {};

  /** Packs the packages of some folders of this repository. */
  public constructor(folders: readonly string[]) {
    for (const folder of folders) {
      const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", this.place];
      const out = execFileSync("npm", args, { cwd: join(root, folder), encoding: "utf8" });
      for (const { name, filename } of Object.values(JSON.parse(out) as Printed)) {
        const { dependencies = {} } = manifestOf(join(root, folder));
        this.packed[name] = { file: `file:${filename}`, dependencies };
      }
    }
  }

  /** Copies examples, and installs what they ask for, and nothing else. */
  public install(...examples: readonly string[]): void {
    const wanted: Record<string, string> = {};
    for (const example of examples) {
      cpSync(join(root, "examples", example), this.folder(example), { recursive: true });
      const { dependencies, devDependencies } = manifestOf(this.folder(example));
      Object.assign(wanted, dependencies, devDependencies);
    }
    const there = new Set<string>();
    for (const name of Object.keys(wanted)) {
      const own = this.packed[name];
      if (own === undefined) {
        there.add(name);
      } else {
        wanted[name] = own.file;
        Object.keys(own.dependencies).forEach((needed) => there.add(needed));
      }
    }
    const manifest = { name: "foreign", private: true, dependencies: wanted };
    writeFileSync(join(this.place, "package.json"), JSON.stringify(manifest));
    seedModules(join(root, "node_modules"), join(this.place, "node_modules"), [...there]);
    const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    execFileSync("npm", args, { cwd: this.place, stdio: "pipe" });
  }

  public folder(example: string): string {
    return join(this.place, "examples", example);
  }

  /** What the compiler finds wrong with an example, against the types that were packed. */
  public typeErrors(example: string): string {
    const tsc = join(this.place, "node_modules/.bin/tsc");
    const { stdout, stderr } = spawnSync(tsc, ["-p", "."], {
      cwd: this.folder(example),
      encoding: "utf8",
    });
    return stdout + stderr;
  }

  /** Output of a command of ours, which must go through. */
  public groundwork(example: string, ...args: string[]): string {
    const run = spawnSync(join(this.place, "node_modules/.bin/groundwork"), args, {
      cwd: this.folder(example),
      env: { ...process.env, GROUNDWORK_ROOT: undefined, XDG_STATE_HOME: this.state },
      encoding: "utf8",
    });
    expect(run.status, run.stdout + run.stderr).toBe(0);
    return run.stdout + run.stderr;
  }

  /** What `groundwork sandbox status --json` prints of an example's sandbox. */
  public status(example: string): Status {
    const printed = this.groundwork(example, "sandbox", "status", "--json");
    return JSON.parse(printed.slice(printed.indexOf("{"))) as Status;
  }

  /** Outputs of each stack of an example's sandbox. */
  public outputs(example: string): Record<string, Record<string, unknown>> {
    const { stacks } = this.status(example);
    return Object.fromEntries(stacks.map(({ name, outputs }) => [name, outputs]));
  }

  public remove(): void {
    rmSync(this.place, { recursive: true, force: true });
  }
}
