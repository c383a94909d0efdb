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

import { afterAll, beforeAll, expect, it } from "vitest";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-existing-"));
const environment = join(place, "organization/environments/main.yaml");

/** Stack `theirs` makes what the company has; the other stacks are the platform's. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const { platform } = require("@groundwork-iac/platform/platform");
if (pulumi.getStack() === "theirs") {
  const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["888888888888"] });
  const vpc = new aws.ec2.Vpc("office", { cidrBlock: "172.20.0.0/16" }, { provider });
  const subnets = ["a", "b"].map((zone, index) => new aws.ec2.Subnet("office-" + zone, {
    vpcId: vpc.id, cidrBlock: "172.20." + index + ".0/24", availabilityZone: "eu-west-1" + zone,
  }, { provider }));
  const role = new aws.iam.Role("office", { assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }) }, { provider });
  new aws.eks.Cluster("office", {
    name: "office", roleArn: role.arn, vpcConfig: { subnetIds: subnets.map(({ id }) => id), endpointPublicAccess: false, endpointPrivateAccess: true },
  }, { provider });
  exports.vpcId = vpc.id;
  exports.subnetIds = subnets.map(({ id }) => id);
} else {
  module.exports = platform("./organization");
}
`;

function groundwork(...args: string[]) {
  const env = { ...process.env, GROUNDWORK_ROOT: place, XDG_STATE_HOME: join(place, "state") };
  const main = join(root, "cli/dist/main.js");
  return spawnSync(process.execPath, [main, "sandbox", ...args], {
    cwd: place,
    env,
    encoding: "utf8",
  });
}

function edit(...replacements: [from: string, to: string][]): void {
  const before = readFileSync(environment, "utf8");
  const after = replacements.reduce((text, [from, to]) => text.replaceAll(from, to), before);
  expect(after).not.toBe(before);
  writeFileSync(environment, after);
}

beforeAll(() => {
  mkdirSync(join(place, "state"));
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  writeFileSync(join(place, "Pulumi.yaml"), "name: umbrella\nruntime: nodejs\nmain: index.js\n");
  writeFileSync(join(place, "index.js"), program);
});

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

it("builds on the company's issuer, VPC and cluster, and makes none of them", () => {
  const made = groundwork("up", "theirs");
  expect(made.status, made.stderr).toBe(0);
  const before = status();
  const { vpcId, subnetIds } = before.stacks[0]?.outputs as { vpcId: string; subnetIds: string[] };
  cpSync(join(root, "tests/stacks/existing-organization"), join(place, "organization"), {
    recursive: true,
  });
  edit(
    ["vpc-0a1b2c3d", vpcId],
    ["subnet-0a1b2c3d", subnetIds[0] ?? ""],
    ["subnet-1a1b2c3d", subnetIds[1] ?? ""],
  );

  const up = groundwork("up");
  expect(up.status, up.stdout + up.stderr).toBe(0);
  expect(up.stdout).toContain("existing https://login.umbrella.example/oauth2/default");
  const after = status();
  expect(after.stacks).toHaveLength(11);
  for (const kind of ["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:eks/cluster:Cluster"]) {
    expect(after.inventory[kind], kind).toBe(before.inventory[kind]);
  }

  edit(["172.20.0.0/16", "172.21.0.0/16"]);
  const wrong = groundwork("up", "network.main");
  expect(wrong.status).toBe(1);
  expect(wrong.stderr).toContain(
    `range of ${vpcId}: want 172.21.0.0/16, as declared, got 172.20.0.0/16`,
  );
  expect(wrong.stderr).not.toMatch(/^\s+at /m);
});

interface Status {
  readonly stacks: readonly { readonly outputs: unknown }[];
  readonly inventory: Readonly<Record<string, number>>;
}

function status(): Status {
  const { stdout, stderr } = groundwork("status", "--json");
  expect(stdout, stderr).toContain("{");
  return JSON.parse(stdout) as Status;
}
