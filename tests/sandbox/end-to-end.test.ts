import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

const root = join(__dirname, "../..");
const state = mkdtempSync(join(tmpdir(), "groundwork-e2e-"));
const env = { ...process.env, XDG_STATE_HOME: state };

function groundwork(...args: string[]): string {
  const run = spawnSync(join(root, "groundwork"), args, { env, encoding: "utf8" });
  expect(run.status, run.stdout + run.stderr).toBe(0);
  return run.stdout;
}

function changedFiles(): string {
  return execFileSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
}

interface Status {
  readonly stacks: readonly { name: string; resources: number; outputs: Record<string, unknown> }[];
  readonly inventory: Readonly<Record<string, number>>;
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
    expect(status()).toEqual({ stacks: [], inventory: {} });
    expect(changedFiles()).toBe(before);
  });
});
