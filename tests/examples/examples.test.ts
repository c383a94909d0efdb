import { spawnSync } from "node:child_process";
import {
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { Sandbox } from "@groundwork-iac/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { CloudStore } from "../../sandbox/src/cloud/store";
import { inWhole } from "../runs";
import { ForeignProject } from "./foreign";

const root = join(__dirname, "../..");
const project = new ForeignProject([".", "policy", "sandbox", "cli"]);
const { place } = project;
const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

beforeAll(() => {
  project.install(...examples);
});

afterAll(() => {
  project.remove();
});

const groundwork = (example: string, ...args: string[]) => project.groundwork(example, ...args);

const status = (example: string) => project.status(example);

/** How many resources of each kind the offline cloud holds of an example. */
function inventory(example: string): Record<string, number> {
  const [file = ""] = globSync(`state/groundwork/${example}-*/offline-cloud.sqlite`, {
    cwd: place,
  });
  const store = CloudStore.open(join(place, file));
  try {
    return store.inventory();
  } finally {
    store.close();
  }
}

describe("an example", () => {
  const settings = (example: string): unknown =>
    JSON.parse(readFileSync(join(root, "examples", example, "tsconfig.json"), "utf8"));
  /** What the compiler says of all examples at once, a line each. */
  let said: readonly string[];

  beforeAll(() => {
    const { compilerOptions } = settings("platform") as { readonly compilerOptions: object };
    const file = join(place, "examples/tsconfig.json");
    writeFileSync(file, JSON.stringify({ compilerOptions, include: ["*/*.ts"] }));
    const tsc = join(place, "node_modules/.bin/tsc");
    const files = spawnSync(tsc, ["-p", file, "--listFiles"], { cwd: place, encoding: "utf8" });
    said = files.stdout.split("\n");
  });

  it.each(examples)("%s compiles against the packed types", (example) => {
    // So each compiles alone as all do together.
    expect(settings(example)).toEqual(settings("platform"));
    const sources = globSync(`examples/${example}/*.ts`, { cwd: place });
    expect(sources.length).toBeGreaterThan(0);
    expect(said).toEqual(expect.arrayContaining(sources.map((source) => join(place, source))));
    expect(said.filter((line) => line.startsWith(`examples/${example}/`))).toEqual([]);
    // Nor has it complained of anything outside of the examples.
    expect(said.filter((line) => line.includes(": error "))).toEqual([]);
  });
});

describe("the examples, from packed packages in the sandbox", () => {
  inWhole(() => {
    it("small: one account, one cluster, one team", () => {
      expect(groundwork("small", "sandbox", "up")).toContain("10 of 10 stacks");
      expect(inventory("small")).toMatchObject({
        "aws:eks/cluster:Cluster": 1,
        "aws:ec2/natGateway:NatGateway": 1,
        "kubernetes:argoproj.io/v1alpha1:AppProject": 1,
      });
    });

    it("platform: data and one line; one layer here, all of them in the sandbox's own test", () => {
      const said = groundwork("platform", "sandbox", "up", "network.live");
      expect(said).toContain("2 of 2 stacks are up");
      expect(said).toContain("cloud network: partly");
    });
  });

  inWhole(() => {
    it("brownfield: 40 resources at the most, none for the whole account, a baseline of what was there", () => {
      const said = groundwork("brownfield", "sandbox", "up", "theirs", "ours");
      expect(said).toMatch(/theirs: advisory: [^]*KNOWN ECR-01/);
      expect(said).not.toContain("LOWERED");
      expect(said).toMatch(/ours: \d+ resources, \d+ changed, 0 policy findings/);
      const { stacks, inventory: held } = status("brownfield");
      const ours = stacks.find(({ name }) => name === "ours");
      expect(ours?.resources).toBeLessThanOrEqual(40);
      expect(held["aws:iam/openIdConnectProvider:OpenIdConnectProvider"]).toBeUndefined();
      expect(held["aws:iam/rolePolicyAttachment:RolePolicyAttachment"]).toBeUndefined();
    });
  });

  it("team-stack: components in a stack of the team's own", () => {
    groundwork("team-stack", "sandbox", "up", "dev");
    const [stack] = status("team-stack").stacks;
    expect(stack?.outputs).toEqual({
      bucket: "reports-666666666666",
      image: "666666666666.dkr.ecr.eu-west-1.amazonaws.com/analytics/reports",
      role: "arn:aws:iam::666666666666:role/reports-release",
    });
    expect(groundwork("team-stack", "sandbox", "down", "--purge")).toContain("store is empty");
  });
});

it("policy-only: plain pulumi with the pack from npm stops at a violation, and not without one", async () => {
  const cwd = project.folder("policy-only");
  symlinkSync(join(place, "node_modules"), join(cwd, "node_modules"));
  const backend = join(place, "backend");
  mkdirSync(backend);
  process.env["XDG_STATE_HOME"] = join(place, "state");
  const sandbox = new Sandbox({ root: cwd, name: "acme-shop", main: "index.ts" });
  await sandbox.prepare(() => undefined);
  const env = { ...process.env, ...sandbox.environment, PULUMI_BACKEND_URL: `file://${backend}` };
  const pulumi = (...args: string[]) =>
    spawnSync(join(sandbox.paths.engine, "bin/pulumi"), [...args, "--non-interactive"], {
      cwd,
      env,
      encoding: "utf8",
    });
  const created = pulumi("stack", "init", "dev");
  expect(created.status, created.stderr).toBe(0);
  const preview = () =>
    pulumi("preview", "--stack", "dev", "--policy-pack", "node_modules/@groundwork-iac/policy");

  const stopped = preview();
  expect(stopped.status, stopped.stdout + stopped.stderr).not.toBe(0);
  expect(stopped.stdout, stopped.stderr).toContain("NET-01 urn:pulumi:dev::acme-shop::");
  expect(stopped.stdout).toMatch(/^\s+fix: /m);
  expect(new Set(stopped.stdout.match(/\b[A-Z]+\d*-\d\d(?= urn:)/g))).toEqual(new Set(["NET-01"]));

  const program = join(cwd, "index.ts");
  const text = readFileSync(program, "utf8");
  writeFileSync(program, text.replace('cidrIpv4: "0.0.0.0/0"', 'cidrIpv4: "10.20.0.0/16"'));
  const open = preview();
  expect(open.status, open.stdout + open.stderr).toBe(0);
  expect(open.stdout).not.toContain("NET-01");
  expect(open.stdout).toMatch(/\d+ to create/);
});
