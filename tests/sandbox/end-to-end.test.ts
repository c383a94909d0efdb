import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

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

describe("the sandbox, on the real engine", () => {
  it("brings the reference organisation up, changes nothing again, and leaves nothing", () => {
    const before = changedFiles();
    expect(groundwork("sandbox", "up")).toContain("1 of 1 stacks are up");

    const { stacks, inventory } = status();
    expect(stacks.map(({ name }) => name)).toEqual(["network.dev"]);
    expect(stacks[0]?.resources).toBeGreaterThan(20);
    expect(stacks[0]?.outputs["vpcId"]).toMatch(/^vpc-/);
    expect(inventory["aws:ec2/vpc:Vpc"]).toBe(1);
    expect(inventory["aws:ec2/subnet:Subnet"]).toBe(8);

    expect(groundwork("sandbox", "up")).toMatch(/network\.dev: \d+ resources, 0 changed/);
    expect(groundwork("sandbox", "down")).toContain("the offline cloud's store was empty");
    expect(status()).toMatchObject({ stacks: [], inventory: {} });
    expect(changedFiles()).toBe(before);
  });

  it("says which call failed and why, and finishes at the next run", () => {
    const failed = run(["sandbox", "up"], "aws:ec2/natGateway:NatGateway=create:fail");
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain("network.dev failed:");
    expect(failed.stderr).toContain(
      "injected fault: create of aws:ec2/natGateway:NatGateway fails",
    );
    expect(failed.stderr).toContain("Put it right and run `./groundwork sandbox up` again");
    expect(failed.stderr).not.toMatch(/^\s+at /m);

    expect(groundwork("sandbox", "up")).toContain("1 of 1 stacks are up");
    groundwork("sandbox", "down");
  });

  it("sees what was removed behind its back, and makes it again", () => {
    groundwork("sandbox", "up");
    const { folder } = status();
    const store = CloudStore.open(join(folder, "offline-cloud.sqlite"));
    const token = "aws:ec2/vpcEndpoint:VpcEndpoint";
    const [endpoint] = store.list("aws/111111111111/eu-west-1").filter((r) => r.token === token);
    store.remove("aws/111111111111/eu-west-1", token, endpoint?.id ?? "");
    store.close();

    expect(groundwork("sandbox", "up", "--refresh")).toMatch(/resources, 1 changed/);
    expect(status().inventory[token]).toBe(1);
    groundwork("sandbox", "down");
  });
});
