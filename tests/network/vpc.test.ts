import { beforeEach, describe, expect, it } from "vitest";

import { type PlannedNetwork, type PlannedTier, Vpc, type VpcArgs } from "../../components/network";
import { created, startEngine, treeOf, valueOf } from "../harness";

beforeEach(() => startEngine());

const zoneOf = (tier: PlannedTier, zone: string, ...cidrs: string[]) => ({
  tier,
  zone,
  cidrs,
  usable: 0,
  neededByMonth: [],
  runwayMonths: 0,
});
const plan: PlannedNetwork = {
  region: "eu-west-1",
  cidrs: ["10.0.0.0/22"],
  podCidrs: ["100.64.0.0/20"],
  zones: [
    zoneOf("public", "a", "10.0.0.0/28"),
    zoneOf("public", "b", "10.0.0.16/28"),
    zoneOf("balancers", "a", "10.0.0.64/26"),
    zoneOf("control", "a", "10.0.0.128/27"),
    zoneOf("control", "b", "10.0.0.160/27"),
    zoneOf("nodes", "a", "10.0.1.0/26"),
    zoneOf("nodes", "b", "10.0.1.64/26"),
    zoneOf("data", "a", "10.0.2.0/26"),
    zoneOf("pods", "a", "100.64.0.0/22"),
    zoneOf("pods", "b", "100.64.4.0/22"),
  ],
};
const args: VpcArgs = { plan };
/** The same network after it has grown: further ranges, and a further subnet for nodes and pods of a. */
const grown: PlannedNetwork = {
  ...plan,
  cidrs: [...plan.cidrs, "10.7.0.0/24"],
  podCidrs: [...plan.podCidrs, "100.65.0.0/20"],
  zones: plan.zones.map((placed) =>
    placed.zone === "a" && placed.tier === "nodes"
      ? { ...placed, cidrs: [...placed.cidrs, "10.7.0.0/26"] }
      : placed.zone === "a" && placed.tier === "pods"
        ? { ...placed, cidrs: [...placed.cidrs, "100.65.0.0/22"] }
        : placed,
  ),
};

async function make(given: VpcArgs): Promise<Vpc> {
  const vpc = new Vpc("dev", given);
  await treeOf(vpc);
  return vpc;
}

const inputsOf = (type: string) =>
  Object.fromEntries(created(type).map(({ name, inputs }) => [name, inputs]));
const namesOf = (type: string) => created(type).map(({ name }) => name);

/** Every resource of the kinds that a grown plan has more of. */
const everything = () =>
  [
    "aws:ec2/subnet:Subnet",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/networkAclAssociation:NetworkAclAssociation",
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  ].flatMap((type) => namesOf(type).map((name) => `${type} ${name}`));

const eip = "aws:ec2/eip:Eip";
const natGateway = "aws:ec2/natGateway:NatGateway";
const route = "aws:ec2/route:Route";
const anywhere = "0.0.0.0/0";
const toInternet = {
  "dev-public-internet": {
    routeTableId: "dev-public-id",
    destinationCidrBlock: anywhere,
    gatewayId: "dev-internet-id",
  },
};
const tags = (zone: string) => ({ tags: { Name: `dev-nat-${zone}` } });
const address = (zone: string) => ({ domain: "vpc", ...tags(zone) });
const gatewayIn = (zone: string) => ({
  allocationId: `dev-nat-${zone}-id`,
  subnetId: `dev-public-${zone}-id`,
  ...tags(zone),
});
const toNat = (zone: string, gateway: string) => ({
  [`dev-private-${zone}-nat`]: {
    routeTableId: `dev-private-${zone}-id`,
    destinationCidrBlock: anywhere,
    natGatewayId: gateway,
  },
});

describe("Vpc", () => {
  it("resolves DNS names inside its range", async () => {
    await make(args);
    expect(inputsOf("aws:ec2/vpc:Vpc")).toEqual({
      dev: {
        cidrBlock: "10.0.0.0/22",
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: { Name: "dev" },
      },
    });
  });

  it("gives each tier the plan's subnets, and marks those for load balancers", async () => {
    await make(args);
    const subnets = plan.zones.map(({ tier, zone }) => {
      const name = `dev-${tier}-${zone}`;
      const inputs = inputsOf("aws:ec2/subnet:Subnet")[name] ?? {};
      return [name, inputs["cidrBlock"], inputs["availabilityZone"], inputs["tags"]];
    });
    expect(namesOf("aws:ec2/subnet:Subnet")).toHaveLength(plan.zones.length);
    const elb = { "kubernetes.io/role/elb": "1" };
    const internal = { "kubernetes.io/role/internal-elb": "1" };
    expect(subnets).toEqual([
      ["dev-public-a", "10.0.0.0/28", "a", { Name: "dev-public-a", ...elb }],
      ["dev-public-b", "10.0.0.16/28", "b", { Name: "dev-public-b", ...elb }],
      ["dev-balancers-a", "10.0.0.64/26", "a", { Name: "dev-balancers-a", ...internal }],
      ["dev-control-a", "10.0.0.128/27", "a", { Name: "dev-control-a" }],
      ["dev-control-b", "10.0.0.160/27", "b", { Name: "dev-control-b" }],
      ["dev-nodes-a", "10.0.1.0/26", "a", { Name: "dev-nodes-a" }],
      ["dev-nodes-b", "10.0.1.64/26", "b", { Name: "dev-nodes-b" }],
      ["dev-data-a", "10.0.2.0/26", "a", { Name: "dev-data-a" }],
      ["dev-pods-a", "100.64.0.0/22", "a", { Name: "dev-pods-a" }],
      ["dev-pods-b", "100.64.4.0/22", "b", { Name: "dev-pods-b" }],
    ]);
  });

  it("keeps every name when the plan grows, and adds ranges and subnets", async () => {
    await make(args);
    const before = everything();
    await startEngine();
    const vpc = await make({ plan: grown });
    const after = everything();
    expect(before.filter((name) => !after.includes(name))).toEqual([]);
    expect(inputsOf("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")).toEqual({
      "dev-range-2": { vpcId: "dev-id", cidrBlock: "10.7.0.0/24" },
      "dev-pods": { vpcId: "dev-id", cidrBlock: "100.64.0.0/20" },
      "dev-pods-2": { vpcId: "dev-id", cidrBlock: "100.65.0.0/20" },
    });
    expect(await valueOf(vpc.subnetIds)).toMatchObject({
      nodes: { a: ["dev-nodes-a-id", "dev-nodes-a-2-id"], b: ["dev-nodes-b-id"] },
      pods: { a: ["dev-pods-a-id", "dev-pods-a-2-id"], b: ["dev-pods-b-id"] },
    });
  });

  it("makes no subnet of spare addresses", async () => {
    await make({ plan: { ...plan, zones: [...plan.zones, zoneOf("spare", "a", "10.0.3.0/24")] } });
    expect(namesOf("aws:ec2/subnet:Subnet").filter((name) => name.includes("spare"))).toEqual([]);
    expect(namesOf("aws:ec2/subnet:Subnet")).toHaveLength(plan.zones.length);
  });

  it("leaves the default security group and the default access list without a rule", async () => {
    await startEngine({}, {}, { "aws:ec2/vpc:Vpc": { defaultNetworkAclId: "acl-1" } });
    await make(args);
    expect(inputsOf("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).toEqual({
      "dev-locked": { vpcId: "dev-id" },
    });
    expect(inputsOf("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl")).toEqual({
      "dev-locked": { defaultNetworkAclId: "acl-1" },
    });
  });

  it("lets data subnets talk to the VPC alone, and every subnet has an access list", async () => {
    await make(args);
    const lists = inputsOf("aws:ec2/networkAcl:NetworkAcl");
    const allowed = (list: string, direction: string) =>
      (lists[list]?.[direction] as { cidrBlock: string; action: string }[]).map(
        ({ cidrBlock, action }) => `${action} ${cidrBlock}`,
      );
    for (const direction of ["ingress", "egress"]) {
      expect(allowed("dev-data", direction)).toEqual(["allow 10.0.0.0/22", "allow 100.64.0.0/20"]);
      expect(allowed("dev-open", direction)).toEqual(["allow 0.0.0.0/0"]);
    }
    const associated = Object.values(
      inputsOf("aws:ec2/networkAclAssociation:NetworkAclAssociation"),
    ).map(({ subnetId, networkAclId }) => `${String(networkAclId)} ${String(subnetId)}`);
    expect(associated.filter((pair) => pair.startsWith("dev-data-id"))).toEqual([
      "dev-data-id dev-data-a-id",
    ]);
    expect(associated).toHaveLength(plan.zones.length);
  });

  it("makes no NAT and no way out of the private subnets when nat is none", async () => {
    await make({ ...args, nat: "none" });
    expect(namesOf(eip)).toEqual([]);
    expect(namesOf(natGateway)).toEqual([]);
    expect(inputsOf(route)).toEqual(toInternet);
  });

  it("sends every zone through the first zone's NAT unless told otherwise", async () => {
    await make(args);
    expect(inputsOf(eip)).toEqual({ "dev-nat-a": address("a") });
    expect(inputsOf(natGateway)).toEqual({
      "dev-nat-a": gatewayIn("a"),
    });
    expect(inputsOf(route)).toEqual({
      ...toInternet,
      ...toNat("a", "dev-nat-a-id"),
      ...toNat("b", "dev-nat-a-id"),
    });
  });

  it("sends each zone through its own NAT when nat is per-zone", async () => {
    await make({ ...args, nat: "per-zone" });
    expect(inputsOf(eip)).toEqual({
      "dev-nat-a": address("a"),
      "dev-nat-b": address("b"),
    });
    expect(inputsOf(natGateway)).toEqual({
      "dev-nat-a": gatewayIn("a"),
      "dev-nat-b": gatewayIn("b"),
    });
    expect(inputsOf(route)).toEqual({
      ...toInternet,
      ...toNat("a", "dev-nat-a-id"),
      ...toNat("b", "dev-nat-b-id"),
    });
  });

  it("keeps data subnets on a table without routes, and the others on their tier's", async () => {
    await make({ ...args, nat: "per-zone" });
    const tables = Object.fromEntries<unknown>(
      created("aws:ec2/routeTableAssociation:RouteTableAssociation").map(({ inputs }) => [
        String(inputs["subnetId"]),
        inputs["routeTableId"],
      ]),
    );
    expect(tables).toEqual({
      "dev-public-a-id": "dev-public-id",
      "dev-public-b-id": "dev-public-id",
      "dev-balancers-a-id": "dev-internal-id",
      "dev-control-a-id": "dev-internal-id",
      "dev-control-b-id": "dev-internal-id",
      "dev-data-a-id": "dev-data-id",
      "dev-nodes-a-id": "dev-private-a-id",
      "dev-nodes-b-id": "dev-private-b-id",
      "dev-pods-a-id": "dev-private-a-id",
      "dev-pods-b-id": "dev-private-b-id",
    });
    const routed = created(route).map(({ inputs }) => inputs["routeTableId"]);
    expect(routed.sort()).toEqual(["dev-private-a-id", "dev-private-b-id", "dev-public-id"]);
  });

  it("reaches S3 and DynamoDB from every table but that of data, without NAT", async () => {
    await make(args);
    const gateway = (service: string) => ({
      vpcId: "dev-id",
      serviceName: `com.amazonaws.eu-west-1.${service}`,
      vpcEndpointType: "Gateway",
      routeTableIds: ["dev-public-id", "dev-internal-id", "dev-private-a-id", "dev-private-b-id"],
    });
    expect(inputsOf("aws:ec2/vpcEndpoint:VpcEndpoint")).toEqual({
      "dev-s3": gateway("s3"),
      "dev-dynamodb": gateway("dynamodb"),
    });
    expect(namesOf("aws:ec2/securityGroup:SecurityGroup")).toEqual([]);
  });

  it("has an interface of each endpoint in each zone, open to the VPC over TLS", async () => {
    await make({ ...args, interfaceEndpoints: ["ecr.api"] });
    expect(inputsOf("aws:ec2/vpcEndpoint:VpcEndpoint")["dev-ecr.api"]).toEqual({
      vpcId: "dev-id",
      serviceName: "com.amazonaws.eu-west-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: ["dev-control-a-id", "dev-control-b-id"],
      securityGroupIds: ["dev-endpoints-id"],
    });
    const rules = Object.values(
      inputsOf("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
    );
    expect(rules.map(({ cidrIpv4, fromPort, toPort }) => [cidrIpv4, fromPort, toPort])).toEqual([
      ["10.0.0.0/22", 443, 443],
      ["100.64.0.0/20", 443, 443],
    ]);
  });

  it("records every connection in the bucket it is given, and else none", async () => {
    await make(args);
    expect(namesOf("aws:ec2/flowLog:FlowLog")).toEqual([]);

    await startEngine();
    await make({ ...args, flowLogBucketArn: "arn:aws:s3:::logs" });
    expect(inputsOf("aws:ec2/flowLog:FlowLog")).toEqual({
      "dev-flows": {
        vpcId: "dev-id",
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: "arn:aws:s3:::logs",
      },
    });
  });

  it("names every bad argument, what it wants and what it got, and registers nothing", async () => {
    const bad: PlannedNetwork = {
      ...plan,
      cidrs: ["10.0.0.0/8", "10.0.0.0/22"],
      zones: [
        zoneOf("nodes", "a", "10.0.0.0/26"),
        zoneOf("data", "a", "10.0.0.32/27", "10.9.0.0/24", "10.0.0.1/24"),
      ],
    };
    expect(messageOf(() => new Vpc("dev", { plan: bad, interfaceEndpoints: ["sts", "sts"] }))).toBe(
      [
        'groundwork:network:Vpc "dev" has invalid arguments:',
        '  - plan: want a network of /16 to /28 such as 10.0.0.0/16, got "10.0.0.0/8"',
        '  - plan.zones of data in a: want a subnet that no other overlaps, got "10.0.0.32/27"',
        '  - plan.zones of data in a: want a subnet inside one of the plan\'s ranges, got "10.9.0.0/24"',
        '  - plan.zones of data in a: want a network of /16 to /28 such as 10.0.0.0/16, got "10.0.0.1/24"',
        '  - interfaceEndpoints: want different services, got ["sts","sts"]',
      ].join("\n"),
    );
    expect(messageOf(() => new Vpc("dev", { plan: { ...plan, cidrs: [], zones: [] } }))).toBe(
      [
        'groundwork:network:Vpc "dev" has invalid arguments:',
        "  - plan.cidrs: want one range at least, got []",
        "  - plan.zones: want one zone at least, got []",
      ].join("\n"),
    );
    await make(args);
    expect(namesOf(Vpc.type)).toEqual(["dev"]);
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
}
