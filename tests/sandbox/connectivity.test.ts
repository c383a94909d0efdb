import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import type { CloudStore } from "../../sandbox/src/cloud/store";
import { checkNetwork } from "../../cli/src/actions/check-network";
import { placeOf, tearDown } from "../../cli/src/engine";
import { chosen, readProject } from "../../cli/src/project";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { inWhole } from "../runs";
import { TestProject } from "./project";

const project = new TestProject("acme", undefined, { withoutPack: true });
project.declare("organization");
afterAll(() => {
  project.remove();
});

const up = (...names: string[]) => project.done((place) => sandboxUp(place, names, { only: true }));

/** Destroys stacks and leaves the accounts, which connect nothing. */
const down = (...names: string[]) =>
  project.done(async (place) => {
    const read = readProject(place);
    await tearDown(await placeOf(read, "down", { sandbox: true }), chosen(read, names, true));
  });

/** How many networks the offline cloud holds, and what connects them. */
const left = () => Object.entries(project.inventory()).filter(([token]) => /^aws:ec2/.test(token));

function connect(text: string): void {
  const file = join(project.data, "organization.yaml");
  const before = readFileSync(file, "utf8").replace(/^connectivity:\n(?: .*\n)*/m, "");
  writeFileSync(file, `${before}connectivity:\n${text}`);
}

const declared = async () =>
  (
    JSON.parse(await project.done((place) => checkNetwork(place, { json: true }))) as {
      reaches: Record<string, string[]>;
    }
  ).reaches;

const transit = (kind: string) => `aws:ec2transitgateway/${kind}`;

/**
 * Who reaches whom by the routes that the cloud holds, and not by any declaration: out of the table
 * of the nodes of one network, through the gateway's or over a peering, to the VPC that has the range.
 */
function routed(): Record<string, string[]> {
  const of = (token: string): Row[] =>
    project.withCloud((store) => store.kind(token)).map(({ id, inputs }) => ({ ...inputs, id }));
  const vpcs = of("aws:ec2/vpc:Vpc");
  const nameOf = (vpcId?: string) => vpcs.find(({ id }) => id === vpcId)?.tags?.["Name"];
  const tables = of("aws:ec2/routeTable:RouteTable");
  const attachments = of(transit("vpcAttachment:VpcAttachment"));
  const associations = of(transit("routeTableAssociation:RouteTableAssociation"));
  const hubRoutes = of(transit("route:Route"));
  const peerings = of("aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
  const reached = new Set<string>();
  for (const route of of("aws:ec2/route:Route")) {
    const from = tables.find(({ id }) => id === route.routeTableId)?.vpcId;
    if (route.transitGatewayId !== undefined) {
      const own = attachments.find(({ vpcId }) => vpcId === from)?.id;
      const table = associations.find((a) => a.transitGatewayAttachmentId === own);
      const next = hubRoutes.find(
        (other) =>
          other.transitGatewayRouteTableId === table?.transitGatewayRouteTableId &&
          other.destinationCidrBlock === route.destinationCidrBlock,
      );
      const to = attachments.find(({ id }) => id === next?.transitGatewayAttachmentId);
      reached.add(`${nameOf(from) ?? ""} ${nameOf(to?.vpcId) ?? "nobody"}`);
    }
    const peering = peerings.find(({ id }) => id === route.vpcPeeringConnectionId);
    if (peering !== undefined) {
      const to = peering.vpcId === from ? peering.peerVpcId : peering.vpcId;
      expect(vpcs.find(({ id }) => id === to)?.cidrBlock).toBe(route.destinationCidrBlock);
      reached.add(`${nameOf(from) ?? ""} ${nameOf(to) ?? "nobody"}`);
    }
  }
  // What is behind the office's attachment reaches what its own table leads to.
  for (const { id, vpcId } of attachments.filter((a) => nameOf(a.vpcId) === "office")) {
    const table = associations.find((a) => a.transitGatewayAttachmentId === id);
    for (const route of hubRoutes.filter(
      (other) => other.transitGatewayRouteTableId === table?.transitGatewayRouteTableId,
    )) {
      const to = attachments.find((a) => a.id === route.transitGatewayAttachmentId);
      reached.add(`${nameOf(vpcId) ?? ""} ${nameOf(to?.vpcId) ?? "nobody"}`);
    }
  }
  const found: Record<string, string[]> = {};
  for (const [from = "", to = ""] of [...reached].sort().map((pair) => pair.split(" "))) {
    (found[from] ??= []).push(to);
  }
  return found;
}

/** Works on the account of the transit gateway, where the office is attached. */
function office(work: (store: CloudStore, partition: string, gateway: string) => void): void {
  project.withCloud((store) => {
    const [gateway] = store.kind(transit("transitGateway:TransitGateway"));
    work(store, gateway?.partition ?? "", gateway?.id ?? "");
  });
}

interface Row {
  readonly id: string;
  readonly vpcId?: string;
  readonly peerVpcId?: string;
  readonly cidrBlock?: string;
  readonly routeTableId?: string;
  readonly destinationCidrBlock?: string;
  readonly transitGatewayId?: string;
  readonly transitGatewayAttachmentId?: string;
  readonly transitGatewayRouteTableId?: string;
  readonly vpcPeeringConnectionId?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

// In order: each goes on from what the one before brought up.
describe("connectivity", () => {
  it("routes two environments of two accounts by a transit gateway, and their pods never", async () => {
    connect("  by: transit-gateway\n  connections: [[dev, prod]]\n");
    await project.done((place) => sandboxUp(place, ["network.dev", "network.prod"], {}));
    expect(await declared()).toEqual({ dev: ["prod"], prod: ["dev"] });
    expect(routed()).toEqual(await declared());
    const destinations = ["aws:ec2/route:Route", transit("route:Route")].flatMap((token) =>
      project
        .withCloud((store) => store.kind(token))
        .map(({ inputs }) => String(inputs["destinationCidrBlock"])),
    );
    expect(destinations.length).toBeGreaterThan(0);
    expect(destinations.filter((cidr) => cidr.startsWith("100."))).toEqual([]);
  });

  it("routes the office to both, and takes their own connection away", async () => {
    office((store, partition, gateway) => {
      const there = (token: string, id: string, inputs: Record<string, unknown>) => {
        store.put({ partition, token, id, inputs, state: { ...inputs, id }, secrets: [] });
      };
      there("aws:ec2/vpc:Vpc", "vpc-0ff1ce00", {
        cidrBlock: "192.168.0.0/24",
        tags: { Name: "office" },
      });
      there(transit("vpcAttachment:VpcAttachment"), "tgw-attach-0ff1ce00", {
        transitGatewayId: gateway,
        vpcId: "vpc-0ff1ce00",
        subnetIds: [],
      });
    });
    connect(`  by: transit-gateway
  networks: { office: { ranges: [192.168.0.0/24], attachmentId: tgw-attach-0ff1ce00 } }
  connections: [[dev, office], [office, prod]]
`);
    await up("organization", "network.dev", "network.prod");
    expect(await declared()).toEqual({
      dev: ["office"],
      office: ["dev", "prod"],
      prod: ["office"],
    });
    expect(routed()).toEqual(await declared());
  });

  inWhole(() => {
    it("peers two environments of one account, the later one's stack making it", async () => {
      office((store, partition) => {
        store.remove(partition, "aws:ec2/vpc:Vpc", "vpc-0ff1ce00");
        store.remove(partition, transit("vpcAttachment:VpcAttachment"), "tgw-attach-0ff1ce00");
      });
      await down("organization", "network.dev", "network.prod");
      expect(left()).toEqual([]);
      const stage = readFileSync(join(project.data, "environments/dev.yaml"), "utf8");
      writeFileSync(join(project.data, "environments/stage.yaml"), `${stage}after: dev\n`);
      connect("  by: peering\n  connections: [[stage, dev]]\n");
      await project.done((place) => checkNetwork(place, { write: true }));
      await up("organization", "network.dev", "network.stage");
      expect(await declared()).toEqual({ dev: ["stage"], stage: ["dev"] });
      expect(routed()).toEqual(await declared());
      await down("organization", "network.dev", "network.stage");
      expect(left()).toEqual([]);
    });
  });
});
