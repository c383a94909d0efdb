import { execFile } from "node:child_process";
import { copyFileSync, existsSync, linkSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

import { automation } from "@pulumi/pulumi";

import { requireStore } from "./cloud/emptied";
import type { Seed } from "./cloud/seed-form";
import { bySdkVariable, isForeign } from "./foreign";
import { CloudStore, type Seeded, type Stored } from "./cloud/store";
import { findEngine } from "./engine/find-engine";
import { fixedShape } from "./engine/fixed-shape";
import { withOneSalt, withoutLogs } from "./engine/thrift";
import { liveVariable } from "./live/description";
import { LiveServers } from "./live/live-servers";
import { removeLive } from "./live/kinds/live-orphans";
import { releaseDeadLocks } from "./engine/locks";
import { orphansIn, removeOrphans, stackOf } from "./cloud/orphans";
import { simulatedPackages } from "./packages";
import { cacheFolder, type SandboxPaths, sandboxPaths } from "./paths";
import { installPlugin, writeScript } from "./plugins";
import { makeFolder, requireMakeable } from "./processes/folders";
import type { Progress } from "./processes/prerequisite";
import type { SeedResult } from "./seeding";
import { interruptedIn, mendStates, requireRoom } from "./engine/state";

/** The user's project that a sandbox runs. */
export interface SandboxProject {
  /** Its folder. */
  readonly root: string;
  readonly name: string;
  /** The program, relative to `root`. */
  readonly main: string;
  /** Secret settings that a stack asks its administrator for, such as `groundwork:companySecret`; made up here. */
  readonly secretSettings?: readonly string[];
}

/** One machine's stand-in for the cloud: the real engine, plugins of the offline cloud, and a store. */
export class Sandbox {
  public readonly paths: SandboxPaths;
  /** The real servers of this sandbox, if it has any. */
  public readonly live: LiveServers;

  public constructor(private readonly project: SandboxProject) {
    this.paths = sandboxPaths(project.root);
    this.live = new LiveServers(this.paths.state);
  }

  /** Makes everything that a run needs. A second call changes nothing. */
  public async prepare(progress: Progress): Promise<void> {
    const { paths } = this;
    checkName(this.project);
    requireRoom(paths.state);
    makeFolder(cacheFolder());
    const engine = await findEngine(progress);
    for (const folder of [join(paths.engine, "bin"), paths.home, paths.project, paths.backend]) {
      makeFolder(folder);
    }
    placeEngine(engine, join(paths.engine, "bin"));
    withoutLogs(paths.home);
    for (const name of simulatedPackages) {
      installPlugin(paths, name);
    }
    writeProject(paths, this.project);
    this.mend(progress);
  }

  /**
   * Repairs the sandbox after a run that died: removes its locks and restores states that were cut short.
   * @throws Error that names every lock or state which can't be repaired, and how to start anew.
   */
  public mend(progress: Progress): void {
    const { backend, state } = this.paths;
    for (const stack of releaseDeadLocks(backend)) {
      progress(`${stack}: released the lock of a run that is dead`);
    }
    mendStates(backend, state, progress);
    requireStore(this.paths.store, backend, state);
  }

  /**
   * Removes resources that a run made and did not record from the live servers too, which must run.
   * @throws Error that names every resource which could not be removed.
   */
  public async mendLive(progress: Progress): Promise<void> {
    const description = await this.live.whole();
    const failed = await removeLive(description, this.removeOrphans(progress));
    if (failed.length > 0) {
      throw new Error(
        ["left by a run that died, and not to be removed by us:", ...failed].join("\n"),
      );
    }
  }

  /** Removes resources that a run made and did not record from the offline cloud. */
  public removeOrphans(progress: Progress): Stored[] {
    const orphans = this.withStore((store) => removeOrphans(store, this.paths.backend)) ?? [];
    for (const { urn = "", token, id } of orphans) {
      progress(
        `${stackOf(urn)}: removed ${token} ${id}, made by a run that died before it was recorded ` +
          "(in a real account, import it or delete it by hand)",
      );
    }
    return orphans;
  }

  /**
   * True once `prepare` has run and `remove` has not.
   * @throws PrerequisiteError when nobody can make its folder.
   */
  public get exists(): boolean {
    requireMakeable(this.paths.state);
    return existsSync(join(this.paths.project, "Pulumi.yaml"));
  }

  /** Environment of every Pulumi command in this sandbox. */
  public get environment(): Record<string, string> {
    return {
      PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
      PULUMI_HOME: this.paths.home,
      PULUMI_BACKEND_URL: `file://${this.paths.backend}`,
      PULUMI_CONFIG_PASSPHRASE: "sandbox",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_NODEJS_TSCONFIG_PATH: "tsconfig.json",
      ...fixedShape,
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      // The engine lives for seconds: it collects garbage only once it holds so much.
      GOGC: process.env["GOGC"] ?? "off",
      GOMEMLIMIT: process.env["GOMEMLIMIT"] ?? "512MiB",
      GROUNDWORK_CLOUD_STORE: this.paths.store,
      [bySdkVariable]: String(isForeign(this.paths.root)),
      ...(this.live.isWanted ? { [liveVariable]: this.live.paths.description } : {}),
    };
  }

  public async workspace(): Promise<automation.Workspace> {
    const pulumiCommand = await automation.PulumiCommand.get({ root: this.paths.engine });
    const workspace = await automation.LocalWorkspace.create({
      workDir: this.paths.project,
      pulumiHome: this.paths.home,
      pulumiCommand,
      envVars: this.environment,
    });
    return withOneSalt(workspace);
  }

  /** Runs one command of the sandbox's own engine; what it printed. */
  public async pulumi(...args: readonly string[]): Promise<string> {
    const env = { ...process.env, ...this.environment };
    const options = { cwd: this.paths.project, env, maxBuffer: Infinity };
    const engine = join(this.paths.engine, "bin", "pulumi");
    return (await promisify(execFile)(engine, args, options)).stdout;
  }

  /** How many resources of each kind the offline cloud holds. */
  public inventory(): Record<string, number> {
    return this.withStore((store) => store.inventory()) ?? {};
  }

  /** How many resources of each kind have been judged by their SDK's declarations alone. */
  public unverified(): Record<string, number> {
    return this.withStore((store) => store.unverified()) ?? {};
  }

  /** Ids of the resources that were made for a program's resource. */
  public made(urn: string): readonly string[] {
    const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const made = this.withStore((store) => store.kind(token)) ?? [];
    return made.filter((stored) => stored.urn === urn).map(({ id }) => id);
  }

  /** The stacks whose last run died: with operations under way, or with resources that no state has. */
  public interrupted(): {
    readonly pending: readonly string[];
    readonly orphaned: readonly string[];
  } {
    const { backend } = this.paths;
    const orphans = this.withStore((store) => orphansIn(store, backend)) ?? [];
    return {
      pending: interruptedIn(backend),
      orphaned: [...new Set(orphans.map(({ urn = "" }) => stackOf(urn)))],
    };
  }

  /** Removes one resource from the offline cloud, in any account. @returns whether it existed. */
  public purge(token: string, id: string): boolean {
    const purged = this.withStore((store) => {
      const found = store.kind(token).filter((stored) => stored.id === id);
      found.forEach((stored) => {
        store.remove(stored.partition, token, id);
      });
      return found.length > 0;
    });
    return purged ?? false;
  }

  /** Makes the offline cloud hold the resources of a file, as ones that no stack owns. */
  public async seed(file: string, seeds: readonly Seed[]): Promise<SeedResult> {
    // Loaded only here, since the facts of all kinds are large.
    const { seedStore } = await import("./seeding.js");
    return seedStore(this.paths, file, seeds);
  }

  /** The resources that files declare as there before any stack. */
  public seeded(): readonly Seeded[] {
    return this.withStore((store) => store.seeded()) ?? [];
  }

  /** Runs `work` on the offline cloud's store; returns nothing if there is no store yet. */
  private withStore<T>(work: (store: CloudStore) => T): T | undefined {
    if (!existsSync(this.paths.store)) {
      return undefined;
    }
    const store = CloudStore.open(this.paths.store);
    try {
      return work(store);
    } finally {
      store.close();
    }
  }

  /** Removes the sandbox's folder. The engine stays in the user's cache. */
  public remove(): void {
    rmSync(this.paths.state, { recursive: true, force: true });
  }
}

/** The engine looks for a bundled language host beside its own binary, so it gets a folder of its own. */
function placeEngine(engine: string, bin: string): void {
  const target = join(bin, "pulumi");
  rmSync(target, { force: true });
  try {
    linkSync(engine, target);
  } catch {
    copyFileSync(engine, target);
  }
  writeScript(
    join(bin, "pulumi-language-nodejs"),
    join(__dirname, "engine", "language-host.js"),
    [],
  );
}

/** The engine's rule; https://github.com/pulumi/pulumi/blob/v3.258.0/sdk/go/common/tokens/project.go */
function checkName({ root, name }: SandboxProject): void {
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(name)) {
    throw new Error(
      `${join(root, "Pulumi.yaml")}: name: want up to 100 letters, digits, hyphens, underscores and ` +
        `periods, got ${JSON.stringify(name)}`,
    );
  }
}

/** A project file of the sandbox's own for the user's program, so that the checkout stays clean. */
function writeProject(paths: SandboxPaths, project: SandboxProject): void {
  const { root, name, main, secretSettings = [] } = project;
  const program = relative(realpathSync(paths.project), join(root, main));
  const lines = [
    `name: ${JSON.stringify(name)}`,
    "runtime: nodejs",
    `main: ${JSON.stringify(program)}`,
  ];
  if (secretSettings.length > 0) {
    const settings = secretSettings.map((key) => `  ${key}: { value: SIMULATED }`);
    lines.push("config:", ...settings);
  }
  writeFileSync(join(paths.project, "Pulumi.yaml"), [...lines, ""].join("\n"));
}
