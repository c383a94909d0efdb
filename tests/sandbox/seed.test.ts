import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { sandboxDown } from "../../cli/src/actions/sandbox-down";
import { sandboxSeed } from "../../cli/src/actions/sandbox-seed";
import { sandboxStatus } from "../../cli/src/actions/sandbox-status";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { someOf } from "../runs";
import { TestProject } from "./project";

const project = new TestProject("umbrella", undefined, { withoutPack: true });
const file = join(project.place, "before.yaml");
afterAll(() => {
  project.remove();
});

/** What the company has, for the organisation's `mode: existing` of network and cluster. */
const before = `
account: "888888888888"
region: eu-west-1
resources:
  office-cluster:
    type: aws:eks/cluster:Cluster
    inputs:
      name: office
      roleArn: arn:aws:iam::888888888888:role/office
      vpcConfig: { subnetIds: [subnet-0a1b2c3d, subnet-1a1b2c3d] }
  office-a:
    type: aws:ec2/subnet:Subnet
    id: subnet-0a1b2c3d
    inputs: { vpcId: vpc-0a1b2c3d, cidrBlock: 172.20.0.0/24, availabilityZone: eu-west-1a }
  office-b:
    type: aws:ec2/subnet:Subnet
    id: subnet-1a1b2c3d
    inputs: { vpcId: vpc-0a1b2c3d, cidrBlock: 172.20.1.0/24, availabilityZone: eu-west-1b }
  office-balancers:
    type: aws:ec2/subnet:Subnet
    id: subnet-2a1b2c3d
    inputs:
      vpcId: vpc-0a1b2c3d
      cidrBlock: 172.20.2.0/24
      availabilityZone: eu-west-1a
      tags: { kubernetes.io/role/internal-elb: "1" }
  office-vpc:
    type: aws:ec2/vpc:Vpc
    id: vpc-0a1b2c3d
    inputs: { cidrBlock: 172.20.0.0/16 }
  office:
    type: aws:iam/role:Role
    inputs: { assumeRolePolicy: '{"Version":"2012-10-17","Statement":[]}' }
`;

const up = (stack: string) => project.call((place) => sandboxUp(place, [stack], { only: true }));
const network = () => up("network.main");
const write = (from = "", to = "") => {
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
};
const stateOf = () => project.withCloud((store) => store.seeded());

beforeAll(() => {
  project.declare("tests/stacks/existing-organization");
  project.edit(
    "environments/main.yaml",
    "    nodes:\n",
    "    balancers: { eu-west-1a: { id: subnet-2a1b2c3d, cidr: 172.20.2.0/24 } }\n    nodes:\n",
  );
});

it("says which part of the company's network is not there", async () => {
  write();
  await project.done(() => sandboxSeed(project.place, file, false));
  write(before.slice(before.indexOf("  office-cluster"), before.indexOf("  office-balancers")), "");
  await project.done(() => sandboxSeed(project.place, file, false));
  const { status, stderr } = await network();
  expect(status).toBe(1);
  for (const id of ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]) {
    expect(stderr).toContain(
      `SIMULATED aws: Subnet ${id} does not exist in 888888888888/eu-west-1; if the company has it, ` +
        "`groundwork sandbox seed FILE` puts it there",
    );
  }
  expect(stderr).not.toMatch(/^\s+at /m);
  const cluster = await up("cluster.main");
  expect(cluster.status).toBe(1);
  expect(cluster.stderr).toContain(
    "SIMULATED aws: Cluster office does not exist in 888888888888/eu-west-1; if the company has it, ",
  );
});

it.each(
  someOf([
    [
      "another range",
      "172.20.0.0/24",
      "172.20.8.0/24",
      "range of subnet subnet-0a1b2c3d: want 172.20.0.0/24, as declared, got 172.20.8.0/24",
    ],
    [
      "another zone",
      "eu-west-1a",
      "eu-west-1c",
      "zone of subnet subnet-0a1b2c3d: want eu-west-1a, as declared, got eu-west-1c",
    ],
    [
      "another VPC's range",
      "172.20.0.0/16",
      "172.20.0.0/17",
      "range of vpc-0a1b2c3d: want 172.20.0.0/16, as declared, got 172.20.0.0/17",
    ],
    [
      "another tag",
      "internal-elb",
      "elb",
      "tag kubernetes.io/role/internal-elb of subnet subnet-2a1b2c3d: want 1, so that load balancers " +
        "find it for tier balancers, got no such tag",
    ],
  ]),
)("refuses a network with %s than the files declare", async (_, from, to, sentence) => {
  write(from, to);
  await project.done(() => sandboxSeed(project.place, file, false));
  const { status, stderr } = await network();
  expect(status).toBe(1);
  expect(stderr).toContain(sentence);
});

it("refuses a subnet of another VPC", async () => {
  const other = `
  other:
    type: aws:ec2/vpc:Vpc
    id: vpc-1111aaaa
    inputs: { cidrBlock: 172.20.0.0/16 }
`;
  writeFileSync(file, `${before.replace("vpcId: vpc-0a1b2c3d", "vpcId: vpc-1111aaaa")}${other}`);
  await project.done(() => sandboxSeed(project.place, file, false));
  const { status, stderr } = await network();
  expect(status).toBe(1);
  expect(stderr).toContain(
    "VPC of subnet subnet-0a1b2c3d: want vpc-0a1b2c3d, as declared, got vpc-1111aaaa",
  );
});

it("brings every part with mode existing up on what is seeded, and changes none of it", async () => {
  write();
  const first = await project.done(() => sandboxSeed(project.place, file, false));
  expect(first).toContain("updated: office-a, aws:ec2/subnet:Subnet subnet-0a1b2c3d (SIMULATED)");
  expect(first).toContain("removed: other, aws:ec2/vpc:Vpc vpc-1111aaaa (SIMULATED)");
  const seeded = stateOf();
  const again = await project.done(() => sandboxSeed(project.place, file, false));
  expect(again).toBe(
    `6 resources of ${file} there before any stack, 0 changed; ` +
      "`groundwork sandbox down` keeps them, and `--purge` removes them\n",
  );
  expect(stateOf()).toEqual(seeded);

  const result = await project.done((place) => sandboxUp(place, ["cluster.main", "identity"], {}));
  expect(result).toContain("4 of 4 stacks are up");
  expect(result).toContain("existing https://login.umbrella.example/oauth2/default");
  expect(project.outputs("cluster.main")).toMatchObject({ clusterName: "office" });
  expect(stateOf()).toEqual(seeded);
});

it("counts what is seeded in the status", async () => {
  const text = await project.done((place) => sandboxStatus(place, false));
  expect(text).toContain(`seeded: 6 resources of ${file}, which no stack has made`);
  const json = JSON.parse(await project.done((place) => sandboxStatus(place, true))) as {
    seeded: unknown[];
  };
  expect(json.seeded).toContainEqual({
    name: "office-vpc",
    type: "aws:ec2/vpc:Vpc",
    id: "vpc-0a1b2c3d",
    file,
  });
  expect(json.seeded).toHaveLength(6);
});

it("keeps what is seeded when the stacks go, unless it is purged", async () => {
  const down = await project.done((place) => sandboxDown(place, { purge: false }));
  expect(down).toContain(
    `seeded, kept: 1 x aws:iam/role:Role, 3 x aws:ec2/subnet:Subnet, 1 x aws:ec2/vpc:Vpc, 1 x aws:eks/cluster:Cluster of ${file}`,
  );
  expect(stateOf()).toHaveLength(6);
  const purge = await project.done((place) => sandboxDown(place, { purge: true }));
  expect(purge).toContain(
    `seeded, purged: 1 x aws:iam/role:Role, 3 x aws:ec2/subnet:Subnet, 1 x aws:ec2/vpc:Vpc, 1 x aws:eks/cluster:Cluster of ${file}`,
  );
  expect(purge).toContain("everything is destroyed");
});
