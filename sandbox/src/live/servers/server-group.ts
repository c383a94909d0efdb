import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { isHealthy } from "./ask";
import { type Child, Children } from "./child";
import { isFree, portTaken } from "./ports";
import { type LiveReport, type ServerReport, writeWhole } from "./report";
import type { LiveServer } from "./server";
import type { LivePaths } from "../spec";

/** Longest time for a server to be ready: Keycloak needs a minute beside running builds. */
const patience = 300_000;

interface Member {
  readonly server: LiveServer;
  readonly log: string;
  report: ServerReport;
  child?: Child;
}

/** The servers of a supervisor, each after the servers that it needs. Reports their states in a file. */
export class ServerGroup {
  private readonly children = new Children();
  private readonly members: readonly Member[];
  private stopping = false;

  public constructor(
    servers: readonly LiveServer[],
    private readonly paths: LivePaths,
    /** Certificate of the servers' authority, PEM. */
    private readonly ca: string,
    private readonly log: (line: string) => void,
  ) {
    this.members = servers.map((server) => {
      const { name, address, health } = server;
      const log = join(paths.logs, `${name.replaceAll("/", "-")}.log`);
      const report = { name, state: "waiting", address, health, log, attempt: 0 } as const;
      return { server, log, report };
    });
    this.tell();
  }

  /** Starts all servers. @returns whether all of them run. */
  public async start(): Promise<boolean> {
    await this.bring(this.members);
    return this.members.every(({ report }) => report.state === "running");
  }

  /** Restarts the servers that have ended, on their ports and data. */
  public async startAgain(): Promise<void> {
    await this.bring(this.members.filter(({ report }) => report.state === "failed"));
  }

  /** Stops all servers, each after the servers that need it. */
  public async stop(): Promise<void> {
    this.stopping = true;
    const stopped = new Map<string, Promise<void>>();
    for (const { server, child } of [...this.members].reverse()) {
      const users = this.members.filter((other) => other.server.needs.includes(server.name));
      const before = users.flatMap((user) => stopped.get(user.server.name) ?? []);
      stopped.set(
        server.name,
        Promise.all(before).then(() => child?.stop()),
      );
    }
    await Promise.all(stopped.values());
  }

  private async bring(members: readonly Member[]): Promise<void> {
    const brought = new Map<string, Promise<void>>();
    members.forEach((member) => {
      this.change(member, { state: "waiting", attempt: member.report.attempt + 1 });
    });
    for (const member of members) {
      const needs = Promise.all(member.server.needs.flatMap((name) => brought.get(name) ?? []));
      brought.set(
        member.server.name,
        needs.then(() => this.startOne(member)),
      );
    }
    await Promise.all(brought.values());
  }

  private async startOne(member: Member): Promise<void> {
    const started = Date.now();
    try {
      await this.untilReady(member);
      const seconds = Math.round((Date.now() - started) / 100) / 10;
      this.change(member, { state: "running", seconds });
    } catch (error) {
      await member.child?.stop();
      const why = error instanceof Error ? error.message : String(error);
      this.change(member, { state: "failed", why });
    }
  }

  private async untilReady(member: Member): Promise<void> {
    const { server, log } = member;
    const absent = server.needs.find(
      (name) =>
        this.members.find((other) => other.server.name === name)?.report.state !== "running",
    );
    if (absent !== undefined) {
      throw new Error(`it needs ${absent}, which does not run`);
    }
    if (!(await isFree(server.port))) {
      throw new Error(portTaken(server.port));
    }
    const child = this.children.start({ ...server.program, log });
    member.child = child;
    this.change(member, { state: "starting", ...(child.pid ? { pid: child.pid } : {}) });
    child.onEnd((how) => {
      if (member.child === child && member.report.state === "running") {
        this.change(member, { state: "failed", why: `it ${how}` });
      }
    });
    const deadline = Date.now() + patience;
    let why = `${server.health} does not answer 200`;
    while (child.ended === undefined && Date.now() < deadline) {
      try {
        const done = (await server.ready?.()) ?? true;
        if (done && (await isHealthy(server.health, this.ca))) {
          return;
        }
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
      }
      await sleep(250);
    }
    const how = child.ended ?? `was not ready after ${patience / 1000} s: ${why}`;
    throw new Error(`it ${how}; its last lines:\n${child.tail()}`);
  }

  private change(member: Member, change: Partial<ServerReport>): void {
    if (this.stopping) {
      return;
    }
    const why = change.state === "failed" ? change.why : undefined;
    member.report = { ...member.report, ...change, why };
    this.log(`${member.server.name}: ${change.state ?? ""} ${change.why ?? ""}`.trimEnd());
    this.tell();
  }

  private tell(): void {
    if (existsSync(this.paths.folder)) {
      const servers = this.members.map(({ report }) => report);
      const report: LiveReport = { pid: process.pid, servers };
      writeWhole(this.paths.report, report);
    }
  }
}
