import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { grantedToday } from "../granted";
import { wholeOr } from "../runs";
import { TestProject } from "./project";

const environment = "environments/main.yaml";

const names = wholeOr<string[]>([], ["cluster.main", "identity"]);
const count = wholeOr(10, 4);

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

const project = new TestProject("umbrella", program);
afterAll(() => {
  project.remove();
});

/** What the company's own cluster is yet to become. */
const legacy = Object.fromEntries(
  ["EKS-02", "EKS-03", "EKS-05"].map((rule) => [
    rule,
    { enforcementLevel: "advisory", lowered: grantedToday() },
  ]),
);

it("builds on the company's issuer, VPC and cluster, and makes none of them", async () => {
  writeFileSync(join(project.place, "policy.json"), JSON.stringify(legacy));
  await project.done((place) => sandboxUp(place, ["theirs"], {}));
  const before = project.inventory();
  const { vpcId, subnetIds } = project.outputs("theirs") as { vpcId: string; subnetIds: string[] };
  project.declare("tests/stacks/existing-organization");
  project.edit(environment, "vpc-0a1b2c3d", vpcId);
  project.edit(environment, "subnet-0a1b2c3d", subnetIds[0] ?? "");
  project.edit(environment, "subnet-1a1b2c3d", subnetIds[1] ?? "");

  const up = await project.done((place) => sandboxUp(place, names, {}));
  expect(up).toContain(`${count} of ${count} stacks are up`);
  expect(up).toContain("existing https://login.umbrella.example/oauth2/default");
  const after = project.inventory();
  for (const kind of ["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:eks/cluster:Cluster"]) {
    expect(after[kind], kind).toBe(before[kind]);
  }

  project.edit(environment, "172.20.0.0/16", "172.21.0.0/16");
  const wrong = await project.call((place) => sandboxUp(place, ["network.main"], { only: true }));
  expect(wrong.status).toBe(1);
  expect(wrong.stderr).toContain(
    `range of ${vpcId}: want 172.21.0.0/16, as declared, got 172.20.0.0/16`,
  );
  expect(wrong.stderr).not.toMatch(/^\s+at /m);
});
