import { spawn, spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it, onTestFinished } from "vitest";

import { sandboxDown } from "../../cli/src/actions/sandbox-down";
import { wholeOr } from "../runs";
import { root, TestProject } from "./project";

/** A network with what faults are injected into: calls that fail, hang, or take effect and are lost. */
const program = `
const aws = require("@pulumi/aws");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
const opts = { provider };
const vpc = new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16", tags: { owner: "us" } }, opts);
const subnet = new aws.ec2.Subnet("net", {
  vpcId: vpc.id, cidrBlock: "10.0.0.0/24", availabilityZone: "eu-west-1a",
}, opts);
const eip = new aws.ec2.Eip("nat", { domain: "vpc" }, opts);
new aws.ec2.NatGateway("nat", { subnetId: subnet.id, allocationId: eip.id }, opts);
new aws.ec2.VpcEndpoint("s3", { vpcId: vpc.id, serviceName: "com.amazonaws.eu-west-1.s3" }, opts);
`;

const project = new TestProject("recovery", program, { withoutPack: true });
const state = join(project.place, "state");
const up = (faults = "", ...more: string[]) =>
  project.run(["sandbox", "up", "dev", ...more], { GROUNDWORK_FAULTS: faults });
const nat = "aws:ec2/natGateway:NatGateway";

afterAll(() => {
  project.remove();
});

// In order: each goes on from where the one before stopped.
describe("a run of the sandbox that breaks off", () => {
  it("says which call failed and why, and finishes at the next run", () => {
    const failed = up(`${nat}=create:fail`);
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain("dev failed:");
    expect(failed.stderr).toContain(`injected fault: create of ${nat} fails`);
    expect(failed.stderr).toContain("Fix this and run `groundwork sandbox up` again");
    expect(failed.stderr).not.toMatch(/^\s+at /m);

    const next = up();
    expect(next.status, next.stderr).toBe(0);
    expect(next.stdout).toContain("1 of 1 stacks are up");
  });

  const ends: [string, (pid: number) => void, string[]][] = [
    ["the engine is killed", killEngine, ["dev"]],
    ["someone interrupts it", interrupt, []],
  ];
  it.each(wholeOr(ends, ends.slice(1)))(
    "leaves no process behind when %s, and goes on at the next run",
    async (_case, stop, dead) => {
      const faults = "aws:ec2/vpcEndpoint:VpcEndpoint=read:hang";
      const args = [join(root, "cli/dist/main.js"), "sandbox", "up", "dev", "--refresh"];
      const started = spawn(process.execPath, args, {
        cwd: project.place,
        env: { ...project.environment, GROUNDWORK_FAULTS: faults },
        stdio: "ignore",
      });
      onTestFinished(() => {
        started.kill("SIGKILL");
      });
      const ended = new Promise((resolve) => started.on("exit", resolve));
      await until(() => processes("cloud/plugin.js").length > 0 && lockedStacks().includes("dev"));

      stop(started.pid ?? 0);
      expect(await ended).toBe(1);
      await until(() => processes(state).length === 0);
      expect(lockedStacks()).toEqual(dead);

      const { status: code, stderr } = up();
      expect(code, stderr).toBe(0);
      expect(stderr.match(/^.*(?=: released the lock of a run that is dead$)/gm) ?? []).toEqual(
        dead,
      );
      expect(lockedStacks()).toEqual([]);
    },
  );

  it("takes over what a run made and died before it was recorded, and finishes", async () => {
    await project.done((place) => sandboxDown(place));
    const died = up(`${nat}=create:die-after`);
    expect(died.status).toBe(1);
    expect(died.stderr).toContain(`injected fault: create of ${nat} took effect`);
    const made = project.withCloud((store) => store.kind(nat)).map(({ id }) => id);
    expect(made).toHaveLength(1);

    const next = up();
    expect(next.status, next.stderr).toBe(0);
    expect(next.stderr).toMatch(RegExp(`^dev: 1\\. take over .*::nat as ${made.join()}$`, "m"));
    expect(project.withCloud((store) => store.kind(nat)).map(({ id }) => id)).toEqual(made);
  });

  it("releases no lock whose owner is alive", async () => {
    const [folder] = globSync("groundwork/*/backend/.pulumi", { cwd: state });
    const locks = join(state, folder ?? "", "locks/organization/recovery/dev");
    const lock = {
      pid: process.pid,
      username: "me",
      hostname: hostname(),
      timestamp: new Date().toISOString(),
    };
    mkdirSync(locks, { recursive: true });
    writeFileSync(join(locks, "mine.json"), JSON.stringify(lock));
    const refused = up();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/dev: want no other run on it, got that of me@/);
    rmSync(join(locks, "mine.json"));
    expect(await project.done((place) => sandboxDown(place))).toContain("store is empty");
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
  for (const deadline = Date.now() + 300_000; !holds();) {
    expect(Date.now(), "waited for five minutes").toBeLessThan(deadline);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
