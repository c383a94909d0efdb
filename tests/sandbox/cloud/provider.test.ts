import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { OfflineCloud, unknownValue } from "../../../sandbox/src/cloud/provider";
import { CloudStore } from "../../../sandbox/src/cloud/store";

const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const gateway = "aws:ec2/internetGateway:InternetGateway";
const table = "aws:ec2/routeTable:RouteTable";
const route = "aws:ec2/route:Route";
const association = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const secondary = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";

let folder: string;
let store: CloudStore;
let cloud: OfflineCloud;
let vpcId: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-cloud-"));
  store = CloudStore.open(join(folder, "store.sqlite"));
  cloud = new OfflineCloud("aws", () => store);
  vpcId = cloud.create(vpc, { cidrBlock: "10.0.0.0/16" }).id;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

describe("check", () => {
  it.each([
    [
      "a misspelt property",
      vpc,
      { cidrBlok: "10.0.0.0/16", cidrBlock: "10.0.0.0/16" },
      'no such property; did you mean "cidrBlock"?',
    ],
    ["an unknown property", vpc, { cidrBlock: "10.0.0.0/16", wheels: 4 }, "no such property"],
    ["a missing property", table, {}, "want a string, got nothing"],
    [
      "a string for a boolean",
      vpc,
      { cidrBlock: "10.0.0.0/16", enableDnsSupport: "yes" },
      'want a boolean, got "yes"',
    ],
    ["a number for a string", vpc, { cidrBlock: 10 }, "want a string, got 10"],
    ["a list for a map", vpc, { cidrBlock: "10.0.0.0/16", tags: [] }, "want a map, got []"],
  ])("refuses %s", (_case, token, inputs, reason) => {
    expect(cloud.check(token, inputs).map((failure) => failure.reason)).toEqual([reason]);
  });

  it("lets a value pass that a preview does not know", () => {
    expect(cloud.check(subnet, { vpcId: unknownValue })).toEqual([]);
  });

  it("refuses a kind without facts by name", () => {
    expect(() => cloud.check("aws:sqs/queue:Queue", {})).toThrow(
      "no facts for aws:sqs/queue:Queue",
    );
  });
});

describe("create", () => {
  it.each<[string, () => [string, Record<string, unknown>], string]>([
    ["a VPC without a range", () => [vpc, {}], "MissingParameter"],
    ["a VPC wider than /16", () => [vpc, { cidrBlock: "10.0.0.0/8" }], "InvalidParameterValue"],
    [
      "a subnet in no VPC",
      () => [subnet, { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24" }],
      "InvalidVpcID.NotFound",
    ],
    [
      "a subnet outside the VPC",
      () => [subnet, { vpcId, cidrBlock: "10.1.0.0/24" }],
      "InvalidSubnet.Range",
    ],
    [
      "a subnet wider than its VPC's part",
      () => [subnet, { vpcId, cidrBlock: "10.0.0.0/29" }],
      "InvalidParameterValue",
    ],
    [
      "a second internet gateway",
      () => (cloud.create(gateway, { vpcId }), [gateway, { vpcId }]),
      "Resource.AlreadyAssociated",
    ],
    [
      "a secondary range that overlaps",
      () => [secondary, { vpcId, cidrBlock: "10.0.128.0/17" }],
      "CidrConflict",
    ],
    [
      "a route of a missing table",
      () => [route, { routeTableId: "rtb-0" }],
      "InvalidRouteTableID.NotFound",
    ],
    [
      "a NAT gateway in a missing subnet",
      () => ["aws:ec2/natGateway:NatGateway", { subnetId: "subnet-0" }],
      "InvalidSubnetID.NotFound",
    ],
  ])("refuses %s", (_case, make, code) => {
    const [token, inputs] = make();
    expect(() => cloud.create(token, inputs)).toThrow(code);
  });

  it("refuses overlapping subnets", () => {
    cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/20" });
    const inside = { vpcId, cidrBlock: "10.0.8.0/24" };
    expect(() => cloud.create(subnet, inside)).toThrow("InvalidSubnet.Conflict");
  });

  it("refuses a second route to the same destination, and a subnet's second table", () => {
    const routeTableId = cloud.create(table, { vpcId }).id;
    const subnetId = cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" }).id;
    const out = { routeTableId, destinationCidrBlock: "0.0.0.0/0" };
    cloud.create(route, out);
    cloud.create(association, { routeTableId, subnetId });
    expect(() => cloud.create(route, out)).toThrow("RouteAlreadyExists");
    expect(() => cloud.create(association, { routeTableId, subnetId })).toThrow(
      "AlreadyAssociated",
    );
  });

  it("does not see another account's resources", () => {
    cloud.partition = "222222222222/eu-west-1";
    const inputs = { vpcId, cidrBlock: "10.0.0.0/24" };
    expect(() => cloud.create(subnet, inputs)).toThrow("InvalidVpcID.NotFound");
  });
});

describe("diff, read and delete", () => {
  it("replaces on what can't change in place, and only on that", () => {
    const olds = { vpcId, cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: false };
    const news = { ...olds, cidrBlock: "10.0.1.0/24", mapPublicIpOnLaunch: true };
    expect(cloud.diff(subnet, olds, news)).toEqual({
      changed: ["cidrBlock", "mapPublicIpOnLaunch"],
      replaces: ["cidrBlock"],
    });
  });

  it("keeps a VPC while a subnet is in it", () => {
    const subnetId = cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" }).id;
    expect(() => {
      cloud.delete(vpc, vpcId);
    }).toThrow(`DependencyViolation: ${vpcId} is used by ${subnetId}`);
    cloud.delete(subnet, subnetId);
    cloud.delete(vpc, vpcId);
    expect(store.inventory()).toEqual([]);
  });

  it("reads what was made, and nothing after it was removed behind its back", () => {
    expect(cloud.read(vpc, vpcId)?.inputs).toEqual({ cidrBlock: "10.0.0.0/16" });
    store.remove(cloud.partition, vpc, vpcId);
    expect(cloud.read(vpc, vpcId)).toBeUndefined();
  });
});

it("names a store that is corrupt, and the way out", () => {
  const path = join(folder, "broken.sqlite");
  writeFileSync(path, "not a database, but long enough to be read as one".repeat(20));
  expect(() => CloudStore.open(path)).toThrow(`${path} can't be read`);
});
