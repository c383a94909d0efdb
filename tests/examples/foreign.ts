import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "vitest";

const root = join(__dirname, "../..");

type Dependencies = Readonly<Record<string, string>>;

interface Packed {
  readonly name: string;
  readonly filename: string;
}

/** A folder outside this repository, with packed packages of ours and copies of examples. */
export class ForeignProject {
  public readonly place = mkdtempSync(join(tmpdir(), "groundwork-foreign-"));
  /** Where our command keeps its state. */
  public readonly state = join(this.place, "state");
  private readonly packed: Record<string, string> = {};

  /** Packs the packages of some folders of this repository. */
  public constructor(folders: readonly string[]) {
    for (const folder of folders) {
      const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", this.place];
      const out = execFileSync("npm", args, { cwd: join(root, folder), encoding: "utf8" });
      // npm prints a list, or since version 12 an object by name.
      const [packed] = Object.values(JSON.parse(out) as Record<string, Packed>);
      expect(packed).toBeDefined();
      if (packed !== undefined) {
        this.packed[packed.name] = `file:${packed.filename}`;
      }
    }
  }

  /** Copies an example, and installs what it asks for beside what is installed already. */
  public install(example: string): void {
    cpSync(join(root, "examples", example), this.folder(example), { recursive: true });
    const manifest = readFileSync(join(this.folder(example), "package.json"), "utf8");
    const wanted = JSON.parse(manifest) as Record<string, Dependencies>;
    const all = Object.entries({ ...wanted["dependencies"], ...wanted["devDependencies"] });
    const dependencies = Object.fromEntries(
      all.map(([name, version]) => [name, this.packed[name] ?? version]),
    );
    writeFileSync(
      join(this.place, "package.json"),
      JSON.stringify({ name: "foreign", private: true, dependencies }),
    );
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

  /** Outputs of each stack of an example's sandbox. */
  public outputs(example: string): Record<string, Record<string, unknown>> {
    const printed = this.groundwork(example, "sandbox", "status", "--json");
    const { stacks } = JSON.parse(printed.slice(printed.indexOf("{"))) as {
      readonly stacks: readonly { name: string; outputs: Record<string, unknown> }[];
    };
    return Object.fromEntries(stacks.map(({ name, outputs }) => [name, outputs]));
  }

  public remove(): void {
    rmSync(this.place, { recursive: true, force: true });
  }
}
