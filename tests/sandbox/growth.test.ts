import { cpSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { TestProject } from "./project";

const project = new TestProject("acme");
const stacks = ["organization", "network.dev", "cluster.dev"];

interface Change {
  readonly op: string;
  readonly type: string;
  readonly name: string;
  readonly properties: readonly string[];
}

/** What a preview of the network's stacks would change, once the ledger has the new plan. */
function previewed(): Change[] {
  project.groundwork("check", "network", "--write");
  const { stacks: verdicts } = JSON.parse(project.groundwork("gate", ...stacks, "--json")) as {
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
  // The attachment's subnet in the new zone.
  "VpcAttachment subnetIds",
  // The pods' subnets of the new node groups.
  "Addon configurationValues",
  // A further range that data subnets talk to.
  "NetworkAcl egress ingress",
];

beforeAll(async () => {
  project.declare("organization");
  const connected = "connectivity: { by: transit-gateway, connections: [[dev, prod]] }";
  project.edit("organization.yaml", "ipam: true", `ipam: true\n${connected}`);
  await project.useBackend();
  project.groundwork("up", ...stacks);
});

afterAll(() => {
  project.remove();
});

// In order: each goes on from what the one before brought up.
describe("a platform that grows", () => {
  it("is as it was without a change", () => {
    expect(previewed()).toEqual([]);
  });

  it("gets a zone by creates and by updates of attachments", () => {
    project.edit("environments/dev.yaml", "eu-west-1b]", "eu-west-1b, eu-west-1c]");
    const changes = previewed();
    expect(operations(changes)).toEqual(["create", "update"]);
    expect(attachments).toEqual(expect.arrayContaining(updated(changes)));
    expect(updated(changes)).toContain("VpcAttachment subnetIds");
    expect(created(changes, "aws:eks/nodeGroup:NodeGroup")).toEqual(["dev-nodes-eu-west-1c"]);
    expect(created(changes, "aws:ec2/subnet:Subnet")).toHaveLength(6);
    project.groundwork("up", ...stacks);
  });

  it("gets an environment by creates alone", () => {
    cpSync(
      join(project.data, "environments/dev.yaml"),
      join(project.data, "environments/stage.yaml"),
    );
    const changes = previewed();
    expect(operations(changes)).toEqual(["create"]);
    expect(created(changes, "aws:ec2/vpcIpamPool:VpcIpamPool")).toEqual(["addresses-stage"]);
    project.groundwork("up", ...stacks, "network.stage");
  });

  it("gets 30 percent more growth by creates and by updates of attachments", () => {
    project.edit("environments/dev.yaml", "nat: one", "nat: one\n  demand: { growthPercent: 6.5 }");
    const changes = previewed();
    expect(operations(changes)).toEqual(["create", "update"]);
    expect(attachments).toEqual(expect.arrayContaining(updated(changes)));
    expect(created(changes, "aws:eks/nodeGroup:NodeGroup").sort()).toEqual([
      "dev-nodes-eu-west-1a-2",
      "dev-nodes-eu-west-1b-2",
      "dev-nodes-eu-west-1c-2",
    ]);
    project.groundwork("up", ...stacks);
    expect(previewed()).toEqual([]);
  });
});
