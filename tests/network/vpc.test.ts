import { beforeEach, describe, expect, it } from "vitest";

import { Vpc, type VpcArgs } from "../../components/network";
import { created, startEngine, treeOf, valueOf } from "../harness";

beforeEach(() => startEngine());

const args: VpcArgs = { region: "eu-west-1", cidr: "10.0.0.0/16", zones: ["a", "b"] };
const withPods: VpcArgs = { ...args, podCidr: "100.64.0.0/16" };

async function make(given: VpcArgs): Promise<Vpc> {
  const vpc = new Vpc("dev", given);
  await treeOf(vpc);
  return vpc;
}

const inputsOf = (type: string) =>
  Object.fromEntries(created(type).map(({ name, inputs }) => [name, inputs]));
const namesOf = (type: string) => created(type).map(({ name }) => name);

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
      dev: { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, enableDnsSupport: true },
    });
  });

  it("gives each tier a subnet in each zone", async () => {
    await make(withPods);
    const subnet = (availabilityZone: string, cidrBlock: string) => ({
      vpcId: "dev-id",
      availabilityZone,
      cidrBlock,
    });
    expect(inputsOf("aws:ec2/subnet:Subnet")).toEqual({
      "dev-public-a": subnet("a", "10.0.0.0/22"),
      "dev-public-b": subnet("b", "10.0.4.0/22"),
      "dev-data-a": subnet("a", "10.0.16.0/22"),
      "dev-data-b": subnet("b", "10.0.20.0/22"),
      "dev-nodes-a": subnet("a", "10.0.64.0/20"),
      "dev-nodes-b": subnet("b", "10.0.80.0/20"),
      "dev-pods-a": subnet("a", "100.64.0.0/18"),
      "dev-pods-b": subnet("b", "100.64.64.0/18"),
    });
    expect(inputsOf("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")).toEqual({
      "dev-pods": { vpcId: "dev-id", cidrBlock: "100.64.0.0/16" },
    });
  });

  it("has no pod subnets without a range for pods", async () => {
    const vpc = await make(args);
    expect(await valueOf(vpc.subnetIds)).toEqual({
      public: { a: "dev-public-a-id", b: "dev-public-b-id" },
      data: { a: "dev-data-a-id", b: "dev-data-b-id" },
      nodes: { a: "dev-nodes-a-id", b: "dev-nodes-b-id" },
    });
    expect(namesOf("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")).toEqual([]);
  });

  it("leaves the default security group without a rule", async () => {
    await make(args);
    expect(inputsOf("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")).toEqual({
      "dev-locked": { vpcId: "dev-id" },
    });
  });

  it("makes no NAT and no way out of the private subnets when nat is none", async () => {
    await make({ ...args, nat: "none" });
    expect(namesOf(eip)).toEqual([]);
    expect(namesOf(natGateway)).toEqual([]);
    expect(inputsOf(route)).toEqual(toInternet);
  });

  it("sends every zone through the first zone's NAT unless told otherwise", async () => {
    await make(args);
    expect(inputsOf(eip)).toEqual({ "dev-nat-a": { domain: "vpc" } });
    expect(inputsOf(natGateway)).toEqual({
      "dev-nat-a": { allocationId: "dev-nat-a-id", subnetId: "dev-public-a-id" },
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
      "dev-nat-a": { domain: "vpc" },
      "dev-nat-b": { domain: "vpc" },
    });
    expect(inputsOf(natGateway)).toEqual({
      "dev-nat-a": { allocationId: "dev-nat-a-id", subnetId: "dev-public-a-id" },
      "dev-nat-b": { allocationId: "dev-nat-b-id", subnetId: "dev-public-b-id" },
    });
    expect(inputsOf(route)).toEqual({
      ...toInternet,
      ...toNat("a", "dev-nat-a-id"),
      ...toNat("b", "dev-nat-b-id"),
    });
  });

  it("keeps data subnets on a table without routes, and the others on their tier's", async () => {
    await make({ ...withPods, nat: "per-zone" });
    const tables = Object.fromEntries<unknown>(
      created("aws:ec2/routeTableAssociation:RouteTableAssociation").map(({ inputs }) => [
        String(inputs["subnetId"]),
        inputs["routeTableId"],
      ]),
    );
    expect(tables).toEqual({
      "dev-public-a-id": "dev-public-id",
      "dev-public-b-id": "dev-public-id",
      "dev-data-a-id": "dev-data-id",
      "dev-data-b-id": "dev-data-id",
      "dev-nodes-a-id": "dev-private-a-id",
      "dev-nodes-b-id": "dev-private-b-id",
      "dev-pods-a-id": "dev-private-a-id",
      "dev-pods-b-id": "dev-private-b-id",
    });
    const routed = created(route).map(({ inputs }) => inputs["routeTableId"]);
    expect(routed.sort()).toEqual(["dev-private-a-id", "dev-private-b-id", "dev-public-id"]);
    expect(inputsOf("aws:ec2/routeTable:RouteTable")).toEqual({
      "dev-public": { vpcId: "dev-id" },
      "dev-data": { vpcId: "dev-id" },
      "dev-private-a": { vpcId: "dev-id" },
      "dev-private-b": { vpcId: "dev-id" },
    });
  });

  it("reaches S3 from every table without NAT", async () => {
    await make(args);
    expect(inputsOf("aws:ec2/vpcEndpoint:VpcEndpoint")).toEqual({
      "dev-s3": {
        vpcId: "dev-id",
        serviceName: "com.amazonaws.eu-west-1.s3",
        vpcEndpointType: "Gateway",
        routeTableIds: ["dev-public-id", "dev-data-id", "dev-private-a-id", "dev-private-b-id"],
      },
    });
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
    const bad = { ...args, cidr: "10.0.0.0/8", podCidr: "10.1.0.0/16", zones: ["a", "a"] };
    expect(messageOf(() => new Vpc("dev", bad))).toBe(
      [
        'groundwork:network:Vpc "dev" has invalid arguments:',
        '  - cidr: want a network of /16 to /22 such as 10.0.0.0/16, got "10.0.0.0/8"',
        '  - podCidr: want a /16 to /26 inside 100.64.0.0/10, got "10.1.0.0/16"',
        '  - zones: want 1 to 4 different zones, got ["a","a"]',
      ].join("\n"),
    );
    await make({ ...args, zones: ["a"] });
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
