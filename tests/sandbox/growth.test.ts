import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Sandbox } from "@groundwork-iac/sandbox";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-growth-"));
const data = join(place, "organization");
const stacks = ["organization", "network.dev", "cluster.dev"];
let environment: NodeJS.ProcessEnv = {};

interface Change {
  readonly op: string;
  readonly type: string;
  readonly name: string;
  readonly properties: readonly string[];
}

/** The commands for real accounts, with a file backend and the offline cloud's plugins. */
function groundwork(...args: string[]): string {
  const main = join(root, "cli/dist/main.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: place,
    env: environment,
    encoding: "utf8",
  });
  expect([status, stderr.split("\n").filter((line) => line.includes("failed"))]).toEqual([0, []]);
  return stdout;
}

function edit(path: string, from: string, to: string): void {
  const before = readFileSync(join(data, path), "utf8");
  expect(before).toContain(from);
  writeFileSync(join(data, path), before.replace(from, to));
}

/** What a preview of the network's stacks would change, once the ledger has the new plan. */
function previewed(): Change[] {
  groundwork("check", "network", "--write");
  const { stacks: verdicts } = JSON.parse(groundwork("gate", ...stacks, "--json")) as {
    readonly stacks: readonly { readonly state: string; readonly changes: readonly Change[] }[];
  };
  expect(verdicts.map(({ state }) => state)).toEqual(stacks.map(() => "open"));
  return (
    verdicts
      .flatMap(({ changes }) => changes)
      // Components hold what they were given; what counts is what they make.
      .filter(({ type }) => !/^(pulumi|groundwork):/.test(type))
  );
}

/** The kinds that a preview would update, with what of them. */
const updated = (changes: readonly Change[]) => [
  ...new Set(
    changes
      .filter(({ op }) => op === "update")
      .map(({ type, properties }) => `${type.split(":").at(-1) ?? ""} ${properties.join(" ")}`),
  ),
];
const created = (changes: readonly Change[], type: string) =>
  changes
    .filter((change) => change.op === "create" && change.type === type)
    .map(({ name }) => name);
const operations = (changes: readonly Change[]) => [...new Set(changes.map(({ op }) => op))].sort();

/** All that growth may update in place: lists of attachments. */
const attachments = [
  // A route table more, or a subnet in the new zone.
  "VpcEndpoint routeTableIds",
  "VpcEndpoint subnetIds",
  // The pods' subnets of the new node groups.
  "Addon configurationValues",
  // A further range that data subnets talk to.
  "NetworkAcl egress ingress",
];

beforeAll(async () => {
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  cpSync(join(root, "stacks/organization"), data, { recursive: true });
  writeFileSync(join(place, "Pulumi.yaml"), "name: acme\nruntime: nodejs\nmain: index.js\n");
  writeFileSync(
    join(place, "index.js"),
    'module.exports = require("@groundwork-iac/platform/platform").platform("./organization");\n',
  );
  process.env["XDG_STATE_HOME"] = join(place, "state");
  const sandbox = new Sandbox({ root: place, name: "acme", main: "index.js" });
  await sandbox.prepare(() => undefined);
  mkdirSync(join(place, "backend"));
  environment = {
    ...process.env,
    ...sandbox.environment,
    PATH: `${join(sandbox.paths.engine, "bin")}:${sandbox.environment["PATH"] ?? ""}`,
    PULUMI_BACKEND_URL: `file://${join(place, "backend")}`,
    GROUNDWORK_ROOT: place,
  };
  groundwork("up", ...stacks);
}, 600_000);

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

// In order: each goes on from what the one before brought up.
describe("a platform that grows", { timeout: 300_000 }, () => {
  it("is as it was without a change", () => {
    expect(previewed()).toEqual([]);
  });

  it("gets a zone by creates and by updates of attachments", () => {
    edit("environments/dev.yaml", "eu-west-1b]", "eu-west-1b, eu-west-1c]");
    const changes = previewed();
    expect(operations(changes)).toEqual(["create", "update"]);
    expect(attachments).toEqual(expect.arrayContaining(updated(changes)));
    expect(created(changes, "aws:eks/nodeGroup:NodeGroup")).toEqual(["dev-nodes-eu-west-1c"]);
    expect(created(changes, "aws:ec2/subnet:Subnet")).toHaveLength(6);
    groundwork("up", ...stacks);
  });

  it("gets an environment by creates alone", () => {
    cpSync(join(data, "environments/dev.yaml"), join(data, "environments/stage.yaml"));
    const changes = previewed();
    expect(operations(changes)).toEqual(["create"]);
    expect(created(changes, "aws:ec2/vpcIpamPool:VpcIpamPool")).toEqual(["addresses-stage"]);
    groundwork("up", ...stacks, "network.stage");
  });

  it("gets 30 percent more growth by creates and by updates of attachments", () => {
    edit("environments/dev.yaml", "nat: one", "nat: one\n  demand: { growthPercent: 6.5 }");
    const changes = previewed();
    expect(operations(changes)).toEqual(["create", "update"]);
    expect(attachments).toEqual(expect.arrayContaining(updated(changes)));
    expect(created(changes, "aws:eks/nodeGroup:NodeGroup").sort()).toEqual([
      "dev-nodes-eu-west-1a-2",
      "dev-nodes-eu-west-1b-2",
      "dev-nodes-eu-west-1c-2",
    ]);
    groundwork("up", ...stacks);
    expect(previewed()).toEqual([]);
  });
});
