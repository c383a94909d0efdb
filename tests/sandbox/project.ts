import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "vitest";

import { Sandbox } from "@groundwork-iac/sandbox";

import { CloudStore } from "../../sandbox/src/cloud/store";
import { linkModules } from "../modules.mts";
import { type Ended, inProcess } from "./in-process";

export const root = join(__dirname, "../..");

/** The program of a company's own repository: its data and one line. */
const platformProgram =
  'module.exports = require("@groundwork-iac/platform/platform").platform("./organization");\n';

/** What `groundwork sandbox status --json` prints. */
export interface Status {
  readonly stacks: readonly { readonly name: string; readonly outputs: Record<string, unknown> }[];
  readonly inventory: Readonly<Record<string, number>>;
  readonly folder: string;
}

/** The state of a stack in a file backend. */
interface Recorded {
  readonly checkpoint: {
    readonly latest: {
      readonly resources: readonly {
        readonly urn: string;
        readonly id?: string;
        readonly type: string;
        readonly outputs?: Record<string, unknown>;
      }[];
    };
  };
}

export interface TestProjectOptions {
  /** Leave the policy pack out: it costs a process per operation, and policy is not what is tested. */
  readonly withoutPack?: boolean;
}

/** A Pulumi project of its own in a temporary folder, with this workspace's packages and its own state. */
export class TestProject {
  public readonly place: string;
  /** Folder of the organisation, if it has one. */
  public readonly data: string;
  public environment: NodeJS.ProcessEnv;

  public constructor(
    private readonly name: string,
    program = platformProgram,
    { withoutPack = false }: TestProjectOptions = {},
  ) {
    this.place = mkdtempSync(join(tmpdir(), `groundwork-${name}-`));
    this.data = join(this.place, "organization");
    const state = join(this.place, "state");
    mkdirSync(state);
    const modules = join(this.place, "node_modules");
    if (withoutPack) {
      linkModules(join(root, "node_modules"), modules, { platform: root });
    } else {
      symlinkSync(join(root, "node_modules"), modules);
    }
    const settings = `name: ${name}\nruntime: nodejs\nmain: index.js\n`;
    writeFileSync(join(this.place, "Pulumi.yaml"), settings);
    writeFileSync(join(this.place, "index.js"), program);
    this.environment = { ...process.env, GROUNDWORK_ROOT: this.place, XDG_STATE_HOME: state };
  }

  /** Has the commands for real accounts work on a file backend and the offline cloud's plugins. */
  public async useBackend(): Promise<void> {
    process.env["XDG_STATE_HOME"] = this.environment["XDG_STATE_HOME"];
    const sandbox = new Sandbox({ root: this.place, name: this.name, main: "index.js" });
    await sandbox.prepare(() => undefined);
    const backend = join(this.place, "backend");
    mkdirSync(backend);
    this.environment = {
      ...this.environment,
      ...sandbox.environment,
      PATH: `${join(sandbox.paths.engine, "bin")}:${sandbox.environment["PATH"] ?? ""}`,
      PULUMI_BACKEND_URL: `file://${backend}`,
    };
  }

  /** Copies an organisation of this repository. */
  public declare(from: string): void {
    cpSync(join(root, from), this.data, { recursive: true });
  }

  /** Replaces a text of one of the organisation's files, wherever it stands. */
  public edit(path: string, from: string, to: string): void {
    const file = join(this.data, path);
    const before = readFileSync(file, "utf8");
    expect(before).toContain(from);
    writeFileSync(file, before.replaceAll(from, to));
  }

  /**
   * Runs what a command runs on this project, but in this process.
   * @param work Is given the project's folder.
   */
  public call(work: (place: string) => unknown, more: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return inProcess({ ...this.environment, ...more }, () => work(this.place));
  }

  /** The same, of what must succeed; what it printed. */
  public async done(work: (place: string) => unknown): Promise<string> {
    const { status, stdout, stderr } = await this.call(work);
    expect(status, stdout + stderr).toBe(0);
    return stdout;
  }

  /** Runs a command, whatever comes of it. */
  public run(args: readonly string[], more: NodeJS.ProcessEnv = {}) {
    const main = join(root, "cli/dist/main.js");
    return spawnSync(process.execPath, [main, ...args], {
      cwd: this.place,
      env: { ...this.environment, ...more },
      encoding: "utf8",
    });
  }

  /** Runs a command of the engine's that must succeed; what it printed. */
  public pulumi(...args: readonly string[]): string {
    const options = { cwd: this.place, env: this.environment, encoding: "utf8" } as const;
    const all = [...args, "--non-interactive"];
    const { status, stdout, stderr } = spawnSync("pulumi", all, options);
    expect(status, stdout + stderr).toBe(0);
    return stdout;
  }

  /** Starts a command; its end, and all that it printed. */
  public start(args: readonly string[]): Promise<{ status: number | null; output: string }> {
    const main = join(root, "cli/dist/main.js");
    const child = spawn(process.execPath, [main, ...args], {
      cwd: this.place,
      env: this.environment,
    });
    let output = "";
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (status) => {
        resolve({ status, output });
      });
    });
  }

  /** Runs a command that must succeed; what it printed. */
  public groundwork(...args: string[]): string {
    const { status, stdout, stderr } = this.run(args);
    expect(status, stdout + stderr).toBe(0);
    return stdout;
  }

  public status(): Status {
    return JSON.parse(this.groundwork("sandbox", "status", "--json")) as Status;
  }

  /** Reads or changes what the offline cloud holds, without a command. */
  public withCloud<T>(work: (store: CloudStore) => T): T {
    const [file = ""] = globSync("state/groundwork/*/offline-cloud.sqlite", { cwd: this.place });
    const store = CloudStore.open(join(this.place, file));
    try {
      return work(store);
    } finally {
      store.close();
    }
  }

  /** The same, but nothing where there is no store. */
  public withCloudIfThere<T>(work: (store: CloudStore) => T): T | undefined {
    const files = globSync("state/groundwork/*/offline-cloud.sqlite", { cwd: this.place });
    return files.length === 0 ? undefined : this.withCloud(work);
  }

  /** How many resources of each kind the offline cloud holds. */
  public inventory(): Record<string, number> {
    return this.withCloud((store) => store.inventory());
  }

  /** Outputs of a stack that is up in the sandbox, as its state has them. */
  public outputs(stack: string): Record<string, unknown> {
    const [own] = this.recorded(stack).filter(({ type }) => type === "pulumi:pulumi:Stack");
    return own?.outputs ?? {};
  }

  /** The resources of a stack that is in the sandbox, as its state has them. */
  public recorded(stack: string): Recorded["checkpoint"]["latest"]["resources"] {
    const [file = ""] = globSync(`state/groundwork/*/backend/.pulumi/stacks/*/${stack}.json`, {
      cwd: this.place,
    });
    const { checkpoint } = JSON.parse(readFileSync(join(this.place, file), "utf8")) as Recorded;
    return checkpoint.latest.resources;
  }

  public remove(): void {
    rmSync(this.place, { recursive: true, force: true });
  }
}
