import { execFileSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

import {
  loadOrganization,
  type Organization,
} from "@groundwork-iac/platform/internal/organization";
import { type LiveDescription, liveDescription } from "@groundwork-iac/sandbox";
import { expect } from "vitest";

import { Client } from "../../cli/src/tenancy/client";
import { Identities } from "../../cli/src/tenancy/identities";
import { DemoPeople } from "../../cli/src/tenancy/people";
import { type Check, tenancyChecks } from "../../cli/src/tenancy/suite";
import { linkModules } from "../modules.mts";
import { root, TestProject } from "../sandbox/project";
import { Hands } from "./hands";

/** The servers of a platform that is up, and those who use them. */
interface Running {
  /** Folder of the live servers. */
  readonly folder: string;
  readonly live: LiveDescription;
  readonly people: DemoPeople;
  readonly hands: Hands;
}

/** The reference organisation on live servers of its own, for one test file. */
export class LivePlatform {
  public readonly project = new TestProject("acme");
  public readonly organization: Organization;
  private running: Running | undefined;

  public constructor() {
    const { project } = this;
    project.declare("organization");
    project.environment = { ...project.environment, GROUNDWORK_LIVE_PARENT: String(process.pid) };
    this.organization = loadOrganization(project.data);
  }

  /** Brings all stacks up past the policy pack, on servers that start with them. */
  public up(): void {
    this.project.groundwork("sandbox", "up", "--live");
    this.leavePackOut();
    const [file = ""] = globSync("state/groundwork/*/live/live.json", { cwd: this.project.place });
    const path = join(this.project.place, file);
    const live = liveDescription(path) as LiveDescription;
    this.running = {
      folder: dirname(path),
      live,
      people: new DemoPeople(live, path),
      hands: new Hands(live, "acme"),
    };
  }

  /** Takes all stacks and servers down, of which nothing may be left. */
  public down(): void {
    try {
      this.project.groundwork("sandbox", "down", "--purge");
      expect(this.processes()).toEqual([]);
    } finally {
      this.project.remove();
    }
  }

  public get live(): LiveDescription {
    return this.servers().live;
  }

  public get people(): DemoPeople {
    return this.servers().people;
  }

  /** Changes by hand, as the administrator of each server. */
  public get hands(): Hands {
    return this.servers().hands;
  }

  /** Tries all that is allowed and refused. */
  public suite(organization = this.organization): Promise<Check[]> {
    return tenancyChecks(organization, this.live, this.people);
  }

  /** What an `up` does to resources, by stack, where it does anything. */
  public changed(...args: string[]): Record<string, Record<string, number>> {
    const { stacks } = JSON.parse(this.project.groundwork("sandbox", "up", ...args, "--json")) as {
      stacks: readonly { name: string; operations: Record<string, number> }[];
    };
    const rows = stacks.map(({ name, operations }) => {
      const done = Object.entries(operations).filter(([operation]) => operation !== "same");
      return [name, Object.fromEntries(done)] as const;
    });
    return Object.fromEntries(rows.filter(([, done]) => Object.keys(done).length > 0));
  }

  /** Processes of this project's sandbox, by their arguments, or by their environments too. */
  public processes(environments: "e" | "" = ""): string[] {
    return execFileSync("ps", [`axww${environments}`, "-o", "args="], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.includes(this.project.place));
  }

  /** Process of a live server. */
  public pidOf(server: string): number {
    const report = readFileSync(join(this.servers().folder, "servers.json"), "utf8");
    const { servers } = JSON.parse(report) as {
      servers: readonly { name: string; pid: number }[];
    };
    return servers.find(({ name }) => name === server)?.pid ?? 0;
  }

  /** Logs someone in for kubectl. */
  public async tokensOf(name: string) {
    const client = new Client(this.live);
    const identities = new Identities(this.organization, this.live, this.people);
    const tokens = await identities.kubernetesTokens(client, this.people.credentials(name));
    await client.close();
    return tokens;
  }

  /** Status of the API server of dev for a token. */
  public async statusFor(token: string, path = "/api/v1/namespaces/payments/pods") {
    const client = new Client(this.live);
    const { server = "" } = this.live.clusters["acme-dev"] ?? {};
    const { status } = await client.call(`${server}${path}`, { token });
    await client.close();
    return status;
  }

  /** What comes after the first `up` is about the servers; the pack costs a process per operation. */
  private leavePackOut(): void {
    const modules = join(this.project.place, "node_modules");
    rmSync(modules);
    linkModules(join(root, "node_modules"), modules, { platform: root });
  }

  private servers(): Running {
    if (this.running === undefined) {
      throw new Error("bring the platform up first");
    }
    return this.running;
  }
}

export const red = (checks: readonly Check[]) => checks.filter(({ passed }) => !passed);

export const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
    string,
    unknown
  >;
