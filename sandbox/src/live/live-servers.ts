import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

import type { Progress } from "../processes/prerequisite";
import { commandOf, isAlive } from "../processes/processes";
import { isHealthy } from "./servers/ask";
import { lastLines } from "./servers/child";
import type { LiveDescription } from "./description";
import { installServers } from "./servers/install";
import { type LiveReport, readJson, type ServerReport, writeWhole } from "./servers/report";
import { type LivePaths, livePaths, type LiveSpec } from "./spec";
import { makeFolder } from "../processes/folders";

/** The current state of a live server. */
export interface LiveStatus {
  readonly name: string;
  readonly state: "running" | "starting" | "failed" | "stopped" | "unwell";
  readonly address: string;
  readonly log: string;
  /** Why it does not run. */
  readonly why?: string;
}

/** The real servers of one sandbox. They run on when the process that started them has ended. */
export class LiveServers {
  public readonly paths: LivePaths;

  /** @param state Folder of the sandbox's state. */
  public constructor(state: string) {
    this.paths = livePaths(state);
  }

  /** Addresses of the servers; nothing if this sandbox has none. */
  public get description(): LiveDescription | undefined {
    return readJson<LiveDescription>(this.paths.description);
  }

  /** Forgets the servers, which must have ended, with their data. */
  public remove(): void {
    rmSync(this.paths.folder, { recursive: true, force: true });
  }

  /** Whether this sandbox has live servers, running or not. */
  public get isWanted(): boolean {
    return existsSync(this.paths.spec);
  }

  /** The spec that the servers were started with; nothing if this sandbox has none. */
  public get spec(): LiveSpec | undefined {
    return readJson<LiveSpec>(this.paths.spec);
  }

  /**
   * Makes all servers run: installs and starts them, and restarts the ones that have ended, on their
   * ports and data. Running servers stay as they are.
   * @throws PrerequisiteError when this machine lacks a program to install them with.
   * @throws Error that names each server which did not start, its last lines and its log.
   */
  public async start(spec: LiveSpec, progress: Progress): Promise<LiveDescription> {
    await installServers(progress);
    const running = this.supervised();
    if (running !== undefined && !isDeepStrictEqual(this.spec, spec)) {
      progress("live servers: something else is declared now, so they start anew");
      await this.stop();
    }
    const seen = this.supervised();
    const launched = seen === undefined ? this.launch(spec) : undefined;
    if (seen?.servers.some(({ state }) => state === "failed") === true) {
      process.kill(seen.pid, "SIGHUP");
    }
    await this.untilStarted(launched, seen, progress);
    return this.whole();
  }

  /**
   * Addresses of the servers, all of which must be well.
   * @throws Error that names each failed server, its log, and how to go on.
   */
  public async whole(): Promise<LiveDescription> {
    const { description } = this;
    const ill = (await this.status()).filter(({ state }) => state !== "running");
    if (description === undefined || ill.length > 0) {
      const lines = ill.map(({ name, state, why, log }) =>
        [`${name} is ${state}${why === undefined ? "" : `: ${why}`}`, `(log: ${log})`].join(" "),
      );
      throw new Error(
        ["not all live servers run:", ...lines, "Run `groundwork sandbox up --live` again."].join(
          "\n",
        ),
      );
    }
    return description;
  }

  /** Settings of kubectl for a cluster's administrator. */
  public kubeconfig(cluster: string): string {
    return join(this.paths.of(join("clusters", cluster)), "admin.kubeconfig");
  }

  /** The current state of each server. */
  public async status(): Promise<LiveStatus[]> {
    const { description } = this;
    const report = readJson<LiveReport>(this.paths.report);
    if (description === undefined || report === undefined) {
      return [];
    }
    const ca = readFileSync(description.caFile, "utf8");
    const supervised = this.supervised() !== undefined;
    return Promise.all(
      report.servers.map(async ({ name, state, address, log, why, health }) => {
        const known = { name, address, log };
        if (!supervised) {
          return { ...known, state: "stopped" as const };
        }
        if (state !== "running") {
          const now = state === "waiting" ? "starting" : state;
          return { ...known, state: now, ...(why === undefined ? {} : { why }) };
        }
        return (await isHealthy(health, ca))
          ? { ...known, state }
          : { ...known, state: "unwell" as const, why: `${health} does not answer 200` };
      }),
    );
  }

  /** Stops all servers; their data stays. */
  public async stop(): Promise<void> {
    const report = this.supervised();
    if (report === undefined) {
      return;
    }
    process.kill(report.pid, "SIGTERM");
    const deadline = Date.now() + 60_000;
    while (this.isSupervisor(report.pid)) {
      if (Date.now() > deadline) {
        process.kill(report.pid, "SIGKILL");
        return;
      }
      await sleep(100);
    }
  }

  /** The supervisor's report; nothing if none runs. */
  private supervised(): LiveReport | undefined {
    const report = readJson<LiveReport>(this.paths.report);
    return report !== undefined && this.isSupervisor(report.pid) ? report : undefined;
  }

  /** Its command line distinguishes a supervisor from a process that got its id later. */
  private isSupervisor(pid: number): boolean {
    return isAlive(pid) && commandOf(pid).includes(this.paths.folder);
  }

  private launch(spec: LiveSpec): ChildProcess {
    makeFolder(this.paths.logs, 0o700);
    rmSync(this.paths.report, { force: true });
    rmSync(this.paths.description, { force: true });
    writeWhole(this.paths.spec, spec);
    const log = openSync(this.supervisorLog, "a", 0o600);
    const script = join(__dirname, "servers", "supervisor.js");
    const launched = spawn(process.execPath, [script, this.paths.folder], {
      cwd: "/",
      stdio: ["ignore", log, log],
      detached: true,
    });
    launched.unref();
    closeSync(log);
    return launched;
  }

  private get supervisorLog(): string {
    return join(this.paths.logs, "supervisor.log");
  }

  /** Prints a line for each server that starts, until all run. */
  private async untilStarted(
    launched: ChildProcess | undefined,
    seen: LiveReport | undefined,
    progress: Progress,
  ): Promise<void> {
    const isOld = ({ name, attempt }: ServerReport) =>
      seen?.servers.some((old) => old.name === name && old.attempt === attempt) ?? false;
    const announced = new Set(seen?.servers.filter(({ state }) => state === "running").map(nameOf));
    for (;;) {
      const servers = readJson<LiveReport>(this.paths.report)?.servers ?? [];
      const running = servers.filter(({ state }) => state === "running");
      for (const { name, address, seconds = 0 } of running.filter(
        ({ name }) => !announced.has(name),
      )) {
        announced.add(name);
        progress(`live servers: ${name} runs at ${address} (${seconds} s)`);
      }
      if (
        running.length > 0 &&
        running.length === servers.length &&
        existsSync(this.paths.description)
      ) {
        return;
      }
      const failed = servers.filter((server) => server.state === "failed" && !isOld(server));
      const settled = servers.every(
        (server) => server.state === "running" || failed.includes(server),
      );
      const ended = launched === undefined ? this.supervised() === undefined : hasEnded(launched);
      if (ended || (launched === undefined && settled && failed.length > 0)) {
        throw this.failure(failed);
      }
      await sleep(100);
    }
  }

  /** The failure, its log, and how to go on. */
  private failure(failed: readonly ServerReport[]): Error {
    const lines = failed.map(
      ({ name, why = "it failed", log }) => `${name}: ${why}\n(log: ${log})`,
    );
    const rest = `the servers' supervisor ended; its log: ${this.supervisorLog}\n${lastLines(this.supervisorLog)}`;
    return new Error(
      [
        "live servers did not start:",
        ...(lines.length > 0 ? lines : [rest]),
        "Put it right and run `groundwork sandbox up --live` again; their data stays.",
      ].join("\n"),
    );
  }
}

const nameOf = ({ name }: ServerReport) => name;

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null;
