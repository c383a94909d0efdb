import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Sandbox } from "@groundwork-iac/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { CloudStore } from "../../sandbox/src/cloud/store";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-examples-"));
const packages = [".", "policy", "sandbox", "cli"];

/** The packed packages and what the examples ask for beside them, installed outside the workspace. */
beforeAll(() => {
  const packed = packages.map((folder) => {
    const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", place];
    const out = execFileSync("npm", args, { cwd: join(root, folder), encoding: "utf8" });
    return packedFile(JSON.parse(out));
  });
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, "examples/platform/package.json"), "utf8"),
  ) as Record<"dependencies" | "devDependencies", Record<string, string>>;
  const wanted = Object.fromEntries(
    Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([name]) => !name.startsWith("@groundwork-iac/"),
    ),
  );
  packed.forEach(({ name, filename }) => {
    wanted[name] = `file:${filename}`;
  });
  const manifest = { name: "examples", private: true, dependencies: wanted };
  writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  execFileSync("npm", install, { cwd: place, stdio: "pipe" });
  cpSync(join(root, "examples"), join(place, "examples"), { recursive: true });
});

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

interface Packed {
  readonly name: string;
  readonly filename: string;
}

/** npm prints a list, or since version 12 an object by name. */
function packedFile(printed: unknown): Packed {
  const [first] = Object.values(printed as Record<string, Packed>);
  expect(first).toBeDefined();
  return first as Packed;
}

function groundwork(example: string, ...args: string[]): string {
  const run = spawnSync(join(place, "node_modules/.bin/groundwork"), args, {
    cwd: join(place, "examples", example),
    env: { ...process.env, GROUNDWORK_ROOT: undefined, XDG_STATE_HOME: join(place, "state") },
    encoding: "utf8",
  });
  expect(run.status, run.stdout + run.stderr).toBe(0);
  return run.stdout + run.stderr;
}

interface Status {
  readonly stacks: readonly { name: string; resources: number; outputs: Record<string, unknown> }[];
  readonly inventory: Readonly<Record<string, number>>;
}

const status = (example: string) => {
  const printed = groundwork(example, "sandbox", "status", "--json");
  return JSON.parse(printed.slice(printed.indexOf("{"))) as Status;
};

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
  const names = readdirSync(join(root, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
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

  it.each(names)("%s compiles against the packed types", (example) => {
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
  it("small: one account, one cluster, one team", () => {
    expect(groundwork("small", "sandbox", "up")).toContain("10 of 10 stacks are up");
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

  it("team-stack: components in a stack of the team's own", () => {
    groundwork("team-stack", "sandbox", "up", "dev");
    const [stack] = status("team-stack").stacks;
    expect(stack?.outputs).toEqual({
      bucket: "reports-666666666666",
      image: "666666666666.dkr.ecr.eu-west-1.amazonaws.com/analytics/reports",
      role: "arn:aws:iam::666666666666:role/reports-release",
    });
    expect(groundwork("team-stack", "sandbox", "down")).toContain("store is empty");
  });

  it("brownfield: 40 resources at the most, none for the whole account, a baseline that warns", () => {
    const said = groundwork("brownfield", "sandbox", "up", "theirs", "ours");
    expect(said).toMatch(/theirs: advisory: [^]*ECR-01/);
    expect(said).toMatch(/^LOWERED ECR-01 is advisory by settings; /m);
    expect(said).toMatch(/ours: \d+ resources, \d+ changed, 0 policy findings/);
    const { stacks, inventory: held } = status("brownfield");
    const ours = stacks.find(({ name }) => name === "ours");
    expect(ours?.resources).toBeLessThanOrEqual(40);
    expect(held["aws:iam/openIdConnectProvider:OpenIdConnectProvider"]).toBeUndefined();
    expect(held["aws:iam/rolePolicyAttachment:RolePolicyAttachment"]).toBeUndefined();
  });
});

it("policy-only: plain pulumi with the pack from npm stops at a violation, and not without one", async () => {
  const cwd = join(place, "examples/policy-only");
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
