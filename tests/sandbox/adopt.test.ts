import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

import { checkNetwork } from "../../cli/src/actions/check-network";
import { sandboxSeed } from "../../cli/src/actions/sandbox-seed";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { TestProject } from "./project";

/** A VPC that someone made by hand. */
const theirs = `
account: "111111111111"
region: eu-west-1
resources:
  office:
    type: aws:ec2/vpc:Vpc
    inputs:
      cidrBlock: 10.64.0.0/20
      enableDnsHostnames: true
      enableDnsSupport: true
      tags: { owner: them }
    id: vpc-0a1b2c3d
  office-a:
    type: aws:ec2/subnet:Subnet
    inputs: { vpcId: vpc-0a1b2c3d, cidrBlock: 10.64.0.0/24, availabilityZone: eu-west-1a }
    id: subnet-0a1b2c3d
  office-b:
    type: aws:ec2/subnet:Subnet
    inputs: { vpcId: vpc-0a1b2c3d, cidrBlock: 10.64.1.0/24, availabilityZone: eu-west-1b }
    id: subnet-1a1b2c3d
`;
const [vpc, ...subnets] = ["vpc-0a1b2c3d", "subnet-0a1b2c3d", "subnet-1a1b2c3d"];

const project = new TestProject("acme", undefined, { withoutPack: true });
afterAll(() => {
  project.remove();
});

it("adopts a VPC and its subnets, builds the rest of the plan around them, and changes nothing again", async () => {
  const file = join(project.place, "before.yaml");
  writeFileSync(file, theirs);
  await project.done((place) => sandboxSeed(place, file, false));
  const before = project.inventory();

  project.declare("organization");
  const ledger = join(project.data, "addresses.json");
  const { ranges } = JSON.parse(readFileSync(ledger, "utf8")) as {
    ranges: Record<string, string[]>;
  };
  const others = Object.entries(ranges).filter(([key]) => key !== "dev" && !key.startsWith("dev/"));
  const ours = {
    dev: ["10.64.0.0/20"],
    "dev/nodes/eu-west-1a": ["10.64.0.0/24"],
    "dev/nodes/eu-west-1b": ["10.64.1.0/24"],
  };
  writeFileSync(
    ledger,
    JSON.stringify({ version: 1, ranges: { ...Object.fromEntries(others), ...ours } }),
  );
  const adopted = `  adopt:
    Vpc dev: ${vpc}
    Subnet dev-nodes-eu-west-1a: ${subnets[0]}
    Subnet dev-nodes-eu-west-1b: ${subnets[1]}
`;
  project.edit("environments/dev.yaml", "  nat:", `${adopted}  nat:`);
  await project.done((place) => checkNetwork(place, { write: true }));

  await project.done((place) => sandboxUp(place, ["network.dev"], {}));
  const inventory = project.inventory();
  const made = project.outputs("network.dev") as {
    vpcId: string;
    subnetIds: { nodes: Record<string, string[]> };
  };
  expect(made.vpcId).toBe(vpc);
  expect(made.subnetIds.nodes).toEqual({
    "eu-west-1a": [subnets[0]],
    "eu-west-1b": [subnets[1]],
  });
  expect(inventory["aws:ec2/vpc:Vpc"]).toBe(before["aws:ec2/vpc:Vpc"]);
  expect(inventory["aws:ec2/subnet:Subnet"]).toBe(12);
  const again = await project.done((place) => sandboxUp(place, ["network.dev"], { only: true }));
  expect(again).toMatch(/network\.dev: \d+ resources, 0 changed/);
  const same = await project.done((place) => sandboxSeed(place, file, false));
  expect(same).toContain("0 changed");
});
