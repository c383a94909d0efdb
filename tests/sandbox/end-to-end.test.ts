import { execFileSync, spawn, spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { type Brought, unjudged } from "./unjudged";
import { CloudStore } from "../../sandbox/src/cloud/store";

const root = join(__dirname, "../..");
const state = mkdtempSync(join(tmpdir(), "groundwork-e2e-"));

function run(args: string[], faults = "") {
  const env = { ...process.env, XDG_STATE_HOME: state, GROUNDWORK_FAULTS: faults };
  return spawnSync(join(root, "groundwork"), args, { env, encoding: "utf8" });
}

function groundwork(...args: string[]): string {
  const { status, stdout, stderr } = run(args);
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

function changedFiles(): string {
  return execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
}

interface Status {
  readonly stacks: readonly { name: string; resources: number; outputs: Record<string, unknown> }[];
  readonly inventory: Readonly<Record<string, number>>;
  readonly folder: string;
}

const status = () => JSON.parse(groundwork("sandbox", "status", "--json")) as Status;

afterAll(() => {
  rmSync(state, { recursive: true, force: true });
});

// The third builds on what the second leaves up.
describe("the sandbox, on the real engine", () => {
  it("brings the reference organisation up, changes nothing again, and leaves nothing", () => {
    const before = changedFiles();
    const report = JSON.parse(groundwork("sandbox", "up", "--preview", "--json")) as Brought;
    expect(report.stacks).toHaveLength(22);
    const { evaluations, deferred, critical } = unjudged(report);
    expect(deferred.length / evaluations).toBeLessThan(0.05);
    expect(critical).toEqual([]);
    // The update runs the same rules with every value known.
    expect(report.stacks.filter(({ policyFindings }) => policyFindings > 0)).toEqual([]);

    const { stacks, inventory } = status();
    const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
    expect(stacks).toHaveLength(22);
    expect(resources).toBeGreaterThan(400);
    const network = stacks.find(({ name }) => name === "network.dev");
    expect(network?.outputs["vpcId"]).toMatch(/^vpc-/);
    expect(inventory["aws:ec2/vpc:Vpc"]).toBe(2);
    expect(inventory["aws:eks/cluster:Cluster"]).toBe(2);
    expect(inventory["kubernetes:policy.sigstore.dev/v1beta1:ClusterImagePolicy"]).toBe(6);

    const settled = new Set(deferred.map((place) => /urn:pulumi:([^:]+)/.exec(place)?.[1] ?? ""));
    expect(settled.size).toBeGreaterThan(0);
    const after = groundwork("gate", "--after", "--sandbox", ...settled);
    expect(after.match(/resources, 0 changed, 0 policy findings$/gm)).toHaveLength(settled.size);
    expect(groundwork("gate", "--estate", "--sandbox")).toBe(
      "estate: 22 stacks, 0 policy findings\n",
    );

    const again = groundwork("sandbox", "up", "--refresh");
    expect(again.match(/resources, 0 changed/g)).toHaveLength(22);
    const down = groundwork("sandbox", "down");
    expect(down).toContain("the offline cloud's store is empty");
    expect(down.match(/retained by declaration, purged here: aws:kms\/key:Key/g)).toHaveLength(2);
    expect(status()).toMatchObject({ stacks: [], inventory: {} });
    expect(changedFiles()).toBe(before);
  });

  it("says which call failed and why, and finishes at the next run", () => {
    const failed = run(
      ["sandbox", "up", "network.dev"],
      "aws:ec2/natGateway:NatGateway=create:fail",
    );
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain("network.dev failed:");
    expect(failed.stderr).toContain(
      "injected fault: create of aws:ec2/natGateway:NatGateway fails",
    );
    expect(failed.stderr).toContain("Put it right and run `groundwork sandbox up` again");
    expect(failed.stderr).not.toMatch(/^\s+at /m);

    expect(groundwork("sandbox", "up", "network.dev")).toContain("2 of 2 stacks are up");
  });

  it("sees what was removed behind its back, and makes it again", () => {
    const { folder, inventory } = status();
    const store = CloudStore.open(join(folder, "offline-cloud.sqlite"));
    const token = "aws:ec2/vpcEndpoint:VpcEndpoint";
    const [endpoint] = store.list("aws/111111111111/eu-west-1").filter((r) => r.token === token);
    store.remove("aws/111111111111/eu-west-1", token, endpoint?.id ?? "");
    store.close();

    expect(groundwork("sandbox", "up", "network.dev", "--refresh")).toMatch(
      /network\.dev: \d+ resources, 1 changed/,
    );
    expect(status().inventory[token]).toBe(inventory[token]);
    groundwork("sandbox", "down");
  });

  it("is stopped by the policy gate, which names rule, resource and fix", () => {
    const config = join(state, "no-settings.json");
    writeFileSync(config, "{}");
    const refused = run(["sandbox", "up", "identity", "--policy-config", config]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("identity failed:");
    expect(refused.stderr).toMatch(
      /^KC-01 urn:pulumi:identity::.*openid\/client:Client::kubernetes$/m,
    );
    expect(refused.stderr).toContain("validRedirectUris[0]: want an exact https address");
    expect(refused.stderr).toMatch(/^ {2}fix: /m);
  });

  it.each<[string, (pid: number) => void, string[]]>([
    ["the engine is killed", killEngine, ["network.dev"]],
    ["someone interrupts it", interrupt, []],
  ])("leaves no process behind when %s, and goes on at the next run", async (_case, stop, dead) => {
    const faults = "aws:ec2/vpcEndpoint:VpcEndpoint=read:hang";
    const env = { ...process.env, XDG_STATE_HOME: state, GROUNDWORK_FAULTS: faults };
    const args = ["sandbox", "up", "network.dev", "--refresh"];
    const started = spawn(join(root, "groundwork"), args, { env, stdio: "ignore" });
    const ended = new Promise((resolve) => started.on("exit", resolve));
    await until(
      () => processes("cloud/plugin.js").length > 0 && lockedStacks().includes("network.dev"),
    );

    stop(started.pid ?? 0);
    expect(await ended).toBe(1);
    await until(() => processes(state).length === 0);
    expect(lockedStacks()).toEqual(dead);

    const { status: code, stderr } = run(["sandbox", "up", "network.dev"]);
    expect(code, stderr).toBe(0);
    expect(stderr.match(/^.*(?=: released the lock of a run that is dead$)/gm) ?? []).toEqual(dead);
    expect(lockedStacks()).toEqual([]);
  });

  it("takes out what a run made and died before it was recorded, and finishes", () => {
    groundwork("sandbox", "down");
    const token = "aws:ec2/natGateway:NatGateway";
    const died = run(["sandbox", "up", "network.dev"], `${token}=create:die-after`);
    expect(died.status).toBe(1);
    expect(died.stderr).toContain(`injected fault: create of ${token} took effect`);
    expect(CloudStore.open(join(status().folder, "offline-cloud.sqlite")).kind(token)).toEqual([]);

    const next = run(["sandbox", "up", "network.dev"]);
    expect(next.status, next.stderr).toBe(0);
    expect(status().inventory[token]).toBe(1);
  });

  it("releases no lock whose owner is alive", () => {
    const [folder] = globSync("groundwork/*/backend/.pulumi", { cwd: state });
    const locks = join(state, folder ?? "", "locks/organization/groundwork/network.dev");
    const lock = {
      pid: process.pid,
      username: "me",
      hostname: hostname(),
      timestamp: new Date().toISOString(),
    };
    mkdirSync(locks, { recursive: true });
    writeFileSync(join(locks, "mine.json"), JSON.stringify(lock));
    const refused = run(["sandbox", "up", "network.dev"]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/network\.dev failed:[^]*locked/);
    rmSync(join(locks, "mine.json"));
    groundwork("sandbox", "down");
  });
});

function killEngine(): void {
  for (const pid of processes("engine/bin/pulumi up")) {
    process.kill(pid, "SIGKILL");
  }
}

function interrupt(pid: number): void {
  process.kill(pid, "SIGINT");
}

/** Ids of the processes of this test's sandbox whose command has `text`. */
function processes(text: string): number[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" });
  const environment = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8");
    } catch {
      return "";
    }
  };
  return stdout
    .split("\n")
    .map((line) => ({ pid: Number.parseInt(line), args: line }))
    .filter(({ pid, args }) => pid > 0 && (args.includes(text) || text === state))
    .map(({ pid }) => pid)
    .filter((pid) => pid !== process.pid && environment(pid).includes(`PULUMI_HOME=${state}`));
}

function lockedStacks(): string[] {
  return globSync("groundwork/*/backend/.pulumi/locks/**/*.json", { cwd: state }).map(
    (f) => f.split("/").at(-2) ?? "",
  );
}

async function until(holds: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; !holds();) {
    expect(Date.now(), "waited for a minute").toBeLessThan(deadline);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
