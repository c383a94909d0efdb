import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { checkNetwork } from "../../cli/src/actions/check-network";
import { up } from "../../cli/src/actions/up";
import { type Change, placeOf, type Preview, previewStacks } from "../../cli/src/engine";
import { chosen, readProject } from "../../cli/src/project";
import { inWhole } from "../runs";
import { TestProject } from "./project";

const project = new TestProject("acme", undefined, { withoutPack: true });
const stacks = ["organization", "network.dev", "cluster.dev"];
const base = join(project.place, "base");

/** What a preview of the network's stacks would change, once the ledger has the new plan. */
async function previewed(): Promise<Change[]> {
  await project.done((place) => checkNetwork(place, { write: true }));
  let previews: readonly Preview[] = [];
  await project.done(async (place) => {
    const read = readProject(place);
    const where = await placeOf(read, "gate");
    previews = await previewStacks(where, chosen(read, stacks, true), {}, (preview) => preview);
  });
  const failed = previews.filter(({ errors, absent }) => errors.length + absent.length > 0);
  expect([previews.length, failed]).toEqual([stacks.length, []]);
  return (
    previews
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
  cpSync(project.data, base, { recursive: true });
  await project.useBackend();
  await project.done((place) => up(place, stacks, {}));
});

afterAll(() => {
  project.remove();
});

const grow = {
  zone: () => {
    project.edit("environments/dev.yaml", "eu-west-1b]", "eu-west-1b, eu-west-1c]");
  },
  environment: () => {
    const [dev, stage] = ["dev", "stage"].map((name) => `environments/${name}.yaml`) as [
      string,
      string,
    ];
    cpSync(join(base, dev), join(project.data, stage));
  },
  demand: () => {
    project.edit("environments/dev.yaml", "nat: one", "nat: one\n  demand: { growthPercent: 6.5 }");
  },
} as const;

// Each begins with what is up, and previews its own growth; the last brings all of it up.
describe("a platform that grows", () => {
  beforeEach(() => {
    rmSync(project.data, { recursive: true });
    cpSync(base, project.data, { recursive: true });
  });

  it("gets a zone by creates and by updates of attachments", async () => {
    grow.zone();
    const changes = await previewed();
    expect(operations(changes)).toEqual(["create", "update"]);
    expect(attachments).toEqual(expect.arrayContaining(updated(changes)));
    expect(updated(changes)).toContain("VpcAttachment subnetIds");
    expect(created(changes, "aws:eks/nodeGroup:NodeGroup")).toEqual(["dev-nodes-eu-west-1c"]);
    expect(created(changes, "aws:ec2/subnet:Subnet")).toHaveLength(6);
  });

  inWhole(() => {
    it("gets an environment by creates alone", async () => {
      grow.environment();
      const changes = await previewed();
      expect(operations(changes)).toEqual(["create"]);
      expect(created(changes, "aws:ec2/vpcIpamPool:VpcIpamPool")).toEqual(["addresses-stage"]);
    });

    it("gets 30 percent more growth by creates and by updates of attachments", async () => {
      grow.demand();
      const changes = await previewed();
      expect(operations(changes)).toEqual(["create", "update"]);
      expect(attachments).toEqual(expect.arrayContaining(updated(changes)));
      expect(created(changes, "aws:eks/nodeGroup:NodeGroup").sort()).toEqual([
        "dev-nodes-eu-west-1a-2",
        "dev-nodes-eu-west-1b-2",
      ]);
    });
  });

  inWhole(() => {
    it("has grown by all of it without a replacement, and is as it was without a change", async () => {
      for (const more of Object.values(grow)) {
        more();
        // One after the other, so that the ledger holds the zone before its demand grows.
        await project.done((place) => checkNetwork(place, { write: true }));
      }
      const names = [...stacks, "network.stage"];
      const said = await project.done((place) => up(place, names, { only: true, json: true }));
      const { stacks: brought } = JSON.parse(said) as {
        readonly stacks: readonly { readonly operations: Readonly<Record<string, number>> }[];
      };
      expect(brought).toHaveLength(names.length);
      const done = new Set(brought.flatMap(({ operations: of }) => Object.keys(of)));
      expect([...done].sort()).toEqual(["create", "read", "same", "update"]);
      const groups = project.withCloud((store) => store.kind("aws:eks/nodeGroup:NodeGroup"));
      expect(groups.map(({ urn }) => urn?.split("::").at(-1)).sort()).toEqual(
        ["a", "a-2", "b", "b-2", "c", "c-2"].map((zone) => `dev-nodes-eu-west-1${zone}`),
      );
      expect(await previewed()).toEqual([]);
    });
  });
});
