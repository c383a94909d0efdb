import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { CloudStore } from "../../sandbox/src/cloud/store";
import { TestProject } from "./project";

const project = new TestProject("acme");
project.declare("organization");
afterAll(() => {
  project.groundwork("sandbox", "down");
  project.remove();
});

function connect(text: string): void {
  const file = join(project.data, "organization.yaml");
  const before = readFileSync(file, "utf8").replace(/^connectivity:\n(?: .*\n)*/m, "");
  writeFileSync(file, `${before}connectivity:\n${text}`);
}

const declared = () =>
  (
    JSON.parse(project.groundwork("check", "network", "--json")) as {
      reaches: Record<string, string[]>;
    }
  ).reaches;

/** Opens the store of the offline cloud. */
function open(): CloudStore {
  const { folder } = project.status();
  return CloudStore.open(join(folder, "offline-cloud.sqlite"));
}

const transit = (kind: string) => `aws:ec2transitgateway/${kind}`;

/**
 * Who reaches whom by the routes that the cloud holds, and not by any declaration: out of the table
 * of the nodes of one network, through the gateway's or over a peering, to the VPC that has the range.
 */
function routed(): Record<string, string[]> {
  const store = open();
  const of = (token: string): Row[] =>
    store.kind(token).map(({ id, inputs }) => ({ ...inputs, id }));
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
  store.close();
  const found: Record<string, string[]> = {};
  for (const [from = "", to = ""] of [...reached].sort().map((pair) => pair.split(" "))) {
    (found[from] ??= []).push(to);
  }
  return found;
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
  it("routes two environments of two accounts by a transit gateway, and their pods never", () => {
    connect("  by: transit-gateway\n  connections: [[dev, prod]]\n");
    project.groundwork("sandbox", "up", "network.dev", "network.prod");
    expect(declared()).toEqual({ dev: ["prod"], prod: ["dev"] });
    expect(routed()).toEqual(declared());
    const store = open();
    const destinations = ["aws:ec2/route:Route", transit("route:Route")].flatMap((token) =>
      store.kind(token).map(({ inputs }) => String(inputs["destinationCidrBlock"])),
    );
    store.close();
    expect(destinations.filter((cidr) => cidr.startsWith("100."))).toEqual([]);
  });

  it("routes the office to both, and takes their own connection away", () => {
    const store = open();
    const [gateway] = store.kind(transit("transitGateway:TransitGateway"));
    const partition = gateway?.partition ?? "";
    const there = (token: string, id: string, inputs: Record<string, unknown>) => {
      store.put({ partition, token, id, inputs, state: { ...inputs, id }, secrets: [] });
    };
    there("aws:ec2/vpc:Vpc", "vpc-0ff1ce00", {
      cidrBlock: "192.168.0.0/24",
      tags: { Name: "office" },
    });
    there(transit("vpcAttachment:VpcAttachment"), "tgw-attach-0ff1ce00", {
      transitGatewayId: gateway?.id,
      vpcId: "vpc-0ff1ce00",
      subnetIds: [],
    });
    store.close();
    connect(`  by: transit-gateway
  networks: { office: { ranges: [192.168.0.0/24], attachmentId: tgw-attach-0ff1ce00 } }
  connections: [[dev, office], [office, prod]]
`);
    project.groundwork("sandbox", "up", "network.dev", "network.prod");
    expect(declared()).toEqual({ dev: ["office"], office: ["dev", "prod"], prod: ["office"] });
    expect(routed()).toEqual(declared());
  });

  it("peers two environments of one account, the later one's stack making it", () => {
    const store = open();
    const [gateway] = store.kind(transit("transitGateway:TransitGateway"));
    const partition = gateway?.partition ?? "";
    store.remove(partition, "aws:ec2/vpc:Vpc", "vpc-0ff1ce00");
    store.remove(partition, transit("vpcAttachment:VpcAttachment"), "tgw-attach-0ff1ce00");
    store.close();
    project.groundwork("sandbox", "down");
    const stage = readFileSync(join(project.data, "environments/dev.yaml"), "utf8");
    writeFileSync(join(project.data, "environments/stage.yaml"), `${stage}after: dev\n`);
    connect("  by: peering\n  connections: [[stage, dev]]\n");
    project.groundwork("check", "network", "--write");
    project.groundwork("sandbox", "up", "network.stage");
    expect(declared()).toEqual({ dev: ["stage"], stage: ["dev"] });
    expect(routed()).toEqual(declared());
  });
});
