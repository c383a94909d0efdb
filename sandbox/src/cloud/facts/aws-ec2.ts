import { Address4 } from "ip-address";

import type { KindFacts, ValueType } from "../facts";
import type { Stored } from "../store";

const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const routeTable = "aws:ec2/routeTable:RouteTable";
const association = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";

const source = (file: string) =>
  `https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/${file}`;
const strings = (...names: string[]): Record<string, ValueType> =>
  Object.fromEntries(names.map((name) => [name, "string"]));
const common: Record<string, ValueType> = { tags: "map", region: "string" };
const inVpc = { vpcId: { token: vpc, code: "InvalidVpcID.NotFound" } };
const ofSubnet = { subnetId: { token: subnet, code: "InvalidSubnetID.NotFound" } };
const ofTable = { routeTableId: { token: routeTable, code: "InvalidRouteTableID.NotFound" } };

/**
 * The network kinds of EC2. `replaceOn` of Vpc, Subnet, NatGateway and RouteTableAssociation
 * was compared with the file that `source` names; the others were not yet.
 */
export const ec2Kinds: Readonly<Record<string, KindFacts>> = {
  [vpc]: {
    source: source("vpc_.go"),
    idPrefix: "vpc",
    inputs: {
      ...common,
      cidrBlock: "string",
      instanceTenancy: "string",
      enableDnsHostnames: "boolean",
      enableDnsSupport: "boolean",
    },
    required: [],
    replaceOn: ["cidrBlock", "region"],
    references: {},
    refuse: ({ cidrBlock }) =>
      cidrBlock === undefined
        ? ["MissingParameter: want cidrBlock"]
        : rangeProblems(cidrBlock as string),
  },
  [association]: {
    source: source("vpc_ipv4_cidr_block_association.go"),
    idPrefix: "vpc-cidr-assoc",
    inputs: { region: "string", ...strings("vpcId", "cidrBlock") },
    required: ["vpcId"],
    replaceOn: ["vpcId", "cidrBlock", "region"],
    references: inVpc,
    refuse: ({ vpcId, cidrBlock }, held) => [
      ...rangeProblems(String(cidrBlock)),
      ...vpcRanges(held, vpcId)
        .filter((range) => overlaps(range, String(cidrBlock)))
        .map((range) => `CidrConflict: ${String(cidrBlock)} overlaps ${range}`),
    ],
  },
  [subnet]: {
    source: source("vpc_subnet.go"),
    idPrefix: "subnet",
    inputs: {
      ...common,
      ...strings("vpcId", "cidrBlock", "availabilityZone"),
      mapPublicIpOnLaunch: "boolean",
    },
    required: ["vpcId"],
    replaceOn: ["vpcId", "cidrBlock", "availabilityZone", "region"],
    references: inVpc,
    refuse: subnetProblems,
  },
  "aws:ec2/internetGateway:InternetGateway": {
    source: source("vpc_internet_gateway.go"),
    idPrefix: "igw",
    inputs: { ...common, vpcId: "string" },
    required: [],
    replaceOn: ["region"],
    references: inVpc,
    refuse: ({ vpcId }, held) =>
      vpcId !== undefined &&
      held.some((r) => r.token.endsWith(":InternetGateway") && r.inputs["vpcId"] === vpcId)
        ? [`Resource.AlreadyAssociated: ${vpcId as string} has an internet gateway`]
        : [],
  },
  "aws:ec2/eip:Eip": {
    source: source("ec2_eip.go"),
    idPrefix: "eipalloc",
    inputs: { ...common, domain: "string" },
    required: [],
    replaceOn: ["domain", "region"],
    references: {},
  },
  "aws:ec2/natGateway:NatGateway": {
    source: source("vpc_nat_gateway.go"),
    idPrefix: "nat",
    inputs: { ...common, ...strings("allocationId", "subnetId", "connectivityType") },
    required: [],
    replaceOn: ["allocationId", "subnetId", "connectivityType", "region"],
    references: {
      ...ofSubnet,
      allocationId: { token: "aws:ec2/eip:Eip", code: "InvalidAllocationID.NotFound" },
    },
  },
  [routeTable]: {
    source: source("vpc_route_table.go"),
    idPrefix: "rtb",
    inputs: { ...common, vpcId: "string" },
    required: ["vpcId"],
    replaceOn: ["vpcId", "region"],
    references: inVpc,
  },
  "aws:ec2/route:Route": {
    source: source("vpc_route.go"),
    idPrefix: "r",
    inputs: {
      region: "string",
      ...strings("routeTableId", "destinationCidrBlock", "gatewayId", "natGatewayId"),
    },
    required: ["routeTableId"],
    replaceOn: ["routeTableId", "destinationCidrBlock", "region"],
    references: {
      ...ofTable,
      gatewayId: {
        token: "aws:ec2/internetGateway:InternetGateway",
        code: "InvalidGatewayID.NotFound",
      },
      natGatewayId: {
        token: "aws:ec2/natGateway:NatGateway",
        code: "InvalidNatGatewayID.NotFound",
      },
    },
    refuse: ({ routeTableId, destinationCidrBlock }, held) =>
      held.some(
        ({ token, inputs }) =>
          token.endsWith(":Route") &&
          inputs["routeTableId"] === routeTableId &&
          inputs["destinationCidrBlock"] === destinationCidrBlock,
      )
        ? [`RouteAlreadyExists: ${String(destinationCidrBlock)} in ${String(routeTableId)}`]
        : [],
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    source: source("vpc_route_table_association.go"),
    idPrefix: "rtbassoc",
    inputs: { region: "string", ...strings("routeTableId", "subnetId", "gatewayId") },
    required: ["routeTableId"],
    replaceOn: ["subnetId", "gatewayId", "region"],
    references: { ...ofTable, ...ofSubnet },
    refuse: ({ subnetId }, held) =>
      held.some((r) => r.token.endsWith("Association") && r.inputs["subnetId"] === subnetId)
        ? [`Resource.AlreadyAssociated: ${String(subnetId)} has a route table`]
        : [],
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    source: source("vpc_default_security_group.go"),
    idPrefix: "sg",
    inputs: { ...common, vpcId: "string", ingress: "list", egress: "list" },
    required: [],
    replaceOn: ["vpcId", "region"],
    references: inVpc,
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    source: source("vpc_endpoint.go"),
    idPrefix: "vpce",
    inputs: {
      ...common,
      ...strings("vpcId", "serviceName", "vpcEndpointType", "policy"),
      routeTableIds: "list",
      subnetIds: "list",
      securityGroupIds: "list",
      privateDnsEnabled: "boolean",
    },
    required: ["vpcId"],
    replaceOn: ["vpcId", "serviceName", "vpcEndpointType", "region"],
    references: {
      ...inVpc,
      routeTableIds: { token: routeTable, code: "InvalidRouteTableId.NotFound" },
    },
  },
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html and vpc-cidr-blocks.html */
function rangeProblems(cidr: string): string[] {
  const valid = cidr.includes("/") && Address4.isValid(cidr);
  const mask = valid ? new Address4(cidr).subnetMask : 0;
  return mask >= 16 && mask <= 28 ? [] : [`InvalidParameterValue: ${cidr}, want /16 to /28`];
}

function subnetProblems(
  { vpcId, cidrBlock }: Readonly<Record<string, unknown>>,
  held: readonly Stored[],
): string[] {
  const cidr = String(cidrBlock);
  const problems = rangeProblems(cidr);
  if (problems.length > 0) {
    return problems;
  }
  if (!vpcRanges(held, vpcId).some((r) => new Address4(cidr).isInSubnet(new Address4(r)))) {
    problems.push(`InvalidSubnet.Range: ${cidr} is in no range of ${String(vpcId)}`);
  }
  const other = held.find(
    ({ token, inputs }) =>
      token === subnet && inputs["vpcId"] === vpcId && overlaps(String(inputs["cidrBlock"]), cidr),
  );
  if (other !== undefined) {
    problems.push(`InvalidSubnet.Conflict: ${cidr} overlaps ${other.id}`);
  }
  return problems;
}

function vpcRanges(held: readonly Stored[], vpcId: unknown): string[] {
  return held
    .filter((r) => r.id === vpcId || (r.token === association && r.inputs["vpcId"] === vpcId))
    .map((r) => String(r.inputs["cidrBlock"]));
}

function overlaps(a: string, b: string): boolean {
  const [left, right] = [new Address4(a), new Address4(b)];
  return left.isInSubnet(right) || right.isInSubnet(left);
}
