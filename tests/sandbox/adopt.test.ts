import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

import { checkNetwork } from "../../cli/src/actions/check-network";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { TestProject } from "./project";

/** Stack `theirs` is a VPC that someone made by hand; every other stack is the platform's. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const { platform } = require("@groundwork-iac/platform/platform");
if (pulumi.getStack() === "theirs") {
  const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
  const opts = { provider, retainOnDelete: true };
  const vpc = new aws.ec2.Vpc("office", {
    cidrBlock: "10.64.0.0/20", enableDnsHostnames: true, enableDnsSupport: true, tags: { owner: "them" },
  }, opts);
  exports.vpc = vpc.id;
  exports.subnets = ["a", "b"].map((zone, index) => new aws.ec2.Subnet("office-" + zone, {
    vpcId: vpc.id, cidrBlock: "10.64." + index + ".0/24", availabilityZone: "eu-west-1" + zone,
  }, opts).id);
} else {
  module.exports = platform("./organization");
}
`;

const project = new TestProject("acme", program, { withoutPack: true });
afterAll(() => {
  project.remove();
});

it("adopts a VPC and its subnets, builds the rest of the plan around them, and changes nothing again", async () => {
  await project.done((place) => sandboxUp(place, ["theirs"], {}));
  const before = project.inventory();
  const { vpc, subnets } = project.outputs("theirs") as { vpc: string; subnets: [string, string] };

  project.declare("organization");
  const ledger = join(project.data, "addresses.json");
  const { ranges } = JSON.parse(readFileSync(ledger, "utf8")) as {
    ranges: Record<string, string[]>;
  };
  const others = Object.entries(ranges).filter(([key]) => key !== "dev" && !key.startsWith("dev/"));
  const theirs = {
    dev: ["10.64.0.0/20"],
    "dev/nodes/eu-west-1a": ["10.64.0.0/24"],
    "dev/nodes/eu-west-1b": ["10.64.1.0/24"],
  };
  writeFileSync(
    ledger,
    JSON.stringify({ version: 1, ranges: { ...Object.fromEntries(others), ...theirs } }),
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
});
