import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Declarations } from "../../../sandbox/src/cloud/declarations";
import { parseFaults } from "../../../sandbox/src/cloud/faults";
import { OfflineCloud } from "../../../sandbox/src/cloud/provider";
import { type Bag, CloudStore } from "../../../sandbox/src/cloud/store";
import { unknownValue, unwrapSecrets, wrapSecrets } from "../../../sandbox/src/cloud/values";

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

const sdk = join(__dirname, "../../../node_modules/@pulumi/aws");
const declarations = new Declarations(sdk, join(tmpdir(), "groundwork-declarations"));
const plain = (inputs: Bag) => ({ plain: inputs, secrets: [] });
const create = (token: string, inputs: Bag) => cloud.create(token, plain(inputs));
const reasons = (token: string, inputs: Bag) =>
  cloud.check(token, "it", plain(inputs)).failures.map((f) => `${f.property}: ${f.reason}`);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-cloud-"));
  store = CloudStore.open(join(folder, "store.sqlite"));
  cloud = new OfflineCloud({
    pkg: "aws",
    store: () => store,
    declaration: (token) => declarations.of(token),
  });
  vpcId = create(vpc, { cidrBlock: "10.0.0.0/16" }).id;
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
      'cidrBlok: no such property; did you mean "cidrBlock"?',
    ],
    [
      "an unknown property",
      vpc,
      { cidrBlock: "10.0.0.0/16", wheels: 4 },
      "wheels: no such property",
    ],
    ["a missing property", table, {}, "vpcId: want a string, got nothing"],
    [
      "a string for a boolean",
      vpc,
      { cidrBlock: "10.0.0.0/16", enableDnsSupport: "yes" },
      'enableDnsSupport: want a boolean, got "yes"',
    ],
    ["a number for a string", vpc, { cidrBlock: 10 }, "cidrBlock: want a string, got 10"],
    ["a list for a map", vpc, { cidrBlock: "10.0.0.0/16", tags: [] }, "tags: want a map, got []"],
  ])("refuses %s", (_case, token, inputs, reason) => {
    expect(reasons(token, inputs)).toEqual([reason]);
  });

  it("lets a value pass that a preview does not know", () => {
    expect(reasons(subnet, { vpcId: unknownValue })).toEqual([]);
  });

  it("refuses a kind without facts by name", () => {
    expect(() => reasons("aws:sqs/queue:Queue", {})).toThrow("no facts for aws:sqs/queue:Queue");
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
      () => (create(gateway, { vpcId }), [gateway, { vpcId }]),
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
    expect(() => create(token, inputs)).toThrow(code);
  });

  it("refuses overlapping subnets", () => {
    create(subnet, { vpcId, cidrBlock: "10.0.0.0/20" });
    const inside = { vpcId, cidrBlock: "10.0.8.0/24" };
    expect(() => create(subnet, inside)).toThrow("InvalidSubnet.Conflict");
  });

  it("refuses a second route to the same destination, and a subnet's second table", () => {
    const routeTableId = create(table, { vpcId }).id;
    const subnetId = create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" }).id;
    const out = { routeTableId, destinationCidrBlock: "0.0.0.0/0" };
    create(route, out);
    create(association, { routeTableId, subnetId });
    expect(() => create(route, out)).toThrow("RouteAlreadyExists");
    expect(() => create(association, { routeTableId, subnetId })).toThrow("AlreadyAssociated");
  });

  it("does not see another account's resources", () => {
    cloud.place = { account: "222222222222", region: "eu-west-1" };
    const inputs = { vpcId, cidrBlock: "10.0.0.0/24" };
    expect(() => create(subnet, inputs)).toThrow("InvalidVpcID.NotFound");
  });
});

it("refuses everything at a place that can't be reached", () => {
  const far = new OfflineCloud({
    pkg: "aws",
    store: () => store,
    declaration: (token) => declarations.of(token),
    unreachable: ({ account }) => `AccessDenied in ${account}`,
  });
  expect(() => far.create(vpc, plain({ cidrBlock: "10.2.0.0/16" }))).toThrow(
    "SIMULATED aws: AccessDenied in 000000000000",
  );
});

describe("diff, read and delete", () => {
  it("replaces on what can't change in place, and only on that", () => {
    const olds = { vpcId, cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: false };
    const news = { ...olds, cidrBlock: "10.0.1.0/24", mapPublicIpOnLaunch: true };
    expect(cloud.diff(subnet, olds, news)).toEqual({
      changed: ["cidrBlock", "mapPublicIpOnLaunch"],
      replaces: ["cidrBlock"],
      deleteFirst: false,
    });
  });

  it("keeps a VPC while a subnet is in it", () => {
    const subnetId = create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" }).id;
    expect(() => {
      cloud.delete(vpc, vpcId);
    }).toThrow(`DependencyViolation: ${vpcId} is used by ${subnetId}`);
    cloud.delete(subnet, subnetId);
    cloud.delete(vpc, vpcId);
    expect(store.inventory()).toEqual({});
  });

  it("reads what was made, and nothing after it was removed behind its back", () => {
    expect(cloud.read(vpc, vpcId)?.inputs).toEqual({ cidrBlock: "10.0.0.0/16" });
    store.remove("aws/000000000000/us-east-1", vpc, vpcId);
    expect(cloud.read(vpc, vpcId)).toBeUndefined();
  });
});

it("names a store that is corrupt, and the way out", () => {
  const path = join(folder, "broken.sqlite");
  writeFileSync(path, "not a database, but long enough to be read as one".repeat(20));
  writeFileSync(`${path}.key`, "k".repeat(32));
  expect(() => CloudStore.open(path)).toThrow(`${path} can't be read`);
});

describe("secrets", () => {
  const canary = "canary-7d1c";
  const inputs = { cidrBlock: "10.9.0.0/16", tags: { token: canary } };
  const secrets = [["tags", "token"]];

  it("are not readable in the store's files", () => {
    create(vpc, { cidrBlock: "10.8.0.0/16" });
    const { id } = cloud.create(vpc, { plain: inputs, secrets });
    expect(cloud.read(vpc, id)?.secrets).toEqual(secrets);
    store.close();
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file)).includes(canary), file).toBe(false);
    }
    store = CloudStore.open(join(folder, "store.sqlite"));
  });

  it("are not shown by a reason", () => {
    const bad = { plain: { cidrBlock: "10.9.0.0/16", tags: canary }, secrets: [["tags"]] };
    const [failure] = cloud.check(vpc, "it", bad).failures;
    expect(failure).toEqual({ property: "tags", reason: "want a map" });
  });

  it("keep their marks through unwrapping and wrapping", () => {
    const marked = wrapSecrets(inputs, secrets);
    expect(unwrapSecrets(marked)).toEqual({ plain: inputs, secrets });
    expect(marked).not.toEqual(inputs);
  });
});

describe("parseFaults", () => {
  it("reads kind, operation and mode", () => {
    expect(parseFaults("aws:ec2/vpc:Vpc=create:die-after")).toEqual([
      { token: "aws:ec2/vpc:Vpc", op: "create", mode: "die-after" },
    ]);
  });

  it.each(["aws:ec2/vpc:Vpc", "x=create", "x=explode:fail", "x=create:explode"])(
    "refuses %s",
    (text) => {
      expect(() => parseFaults(text)).toThrow(`fault "${text}": want KIND=OPERATION:MODE`);
    },
  );
});
