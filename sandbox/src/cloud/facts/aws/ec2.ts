import { Address4 } from "ip-address";

import type { KindFacts } from "../../facts";
import type { Bag, Stored } from "../../store";
import { ec2Id, providerSource, regionalArn } from "./naming";

const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const routeTable = "aws:ec2/routeTable:RouteTable";
const association = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";

const source = (file: string) => providerSource("ec2", file);
const inVpc = { vpcId: { token: vpc, code: "InvalidVpcID.NotFound" } };
const ofSubnet = { subnetId: { token: subnet, code: "InvalidSubnetID.NotFound" } };
const ofTable = { routeTableId: { token: routeTable, code: "InvalidRouteTableID.NotFound" } };
const arnOf =
  (kind: string): KindFacts["outputs"] =>
  (_inputs, id, scope) => ({ arn: regionalArn("ec2", `${kind}/${id}`, scope) });

/**
 * The network kinds of EC2. `replaceOn` of Vpc, Subnet, NatGateway and RouteTableAssociation was
 * compared with the file that `source` names; the others were not yet.
 */
export const ec2Kinds: Readonly<Record<string, KindFacts>> = {
  [vpc]: {
    source: source("vpc_.go"),
    id: ec2Id("vpc"),
    outputs: arnOf("vpc"),
    replaceOn: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "region"],
    refuse: ({ cidrBlock }) =>
      typeof cidrBlock === "string"
        ? rangeProblems(cidrBlock)
        : ["MissingParameter: want cidrBlock"],
  },
  [association]: {
    source: source("vpc_ipv4_cidr_block_association.go"),
    id: ec2Id("vpc-cidr-assoc"),
    replaceOn: ["vpcId", "cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "region"],
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
    id: ec2Id("subnet"),
    outputs: arnOf("subnet"),
    replaceOn: [
      "vpcId",
      "cidrBlock",
      "availabilityZone",
      "availabilityZoneId",
      "ipv4IpamPoolId",
      "ipv4NetmaskLength",
      "ipv6IpamPoolId",
      "ipv6Native",
      "ipv6NetmaskLength",
      "outpostArn",
      "region",
    ],
    references: inVpc,
    refuse: subnetProblems,
  },
  "aws:ec2/internetGateway:InternetGateway": {
    source: source("vpc_internet_gateway.go"),
    id: ec2Id("igw"),
    outputs: arnOf("internet-gateway"),
    replaceOn: ["region"],
    references: inVpc,
    unique: { key: ({ vpcId }) => text(vpcId), code: "Resource.AlreadyAssociated" },
  },
  "aws:ec2/eip:Eip": {
    source: source("ec2_eip.go"),
    id: ec2Id("eipalloc"),
    outputs: arnOf("elastic-ip"),
    replaceOn: ["address", "domain", "networkBorderGroup", "publicIpv4Pool", "region"],
  },
  "aws:ec2/natGateway:NatGateway": {
    source: source("vpc_nat_gateway.go"),
    id: ec2Id("nat"),
    replaceOn: [
      "allocationId",
      "connectivityType",
      "privateIp",
      "secondaryPrivateIpAddressCount",
      "subnetId",
      "region",
    ],
    references: {
      ...ofSubnet,
      allocationId: { token: "aws:ec2/eip:Eip", code: "InvalidAllocationID.NotFound" },
    },
  },
  [routeTable]: {
    source: source("vpc_route_table.go"),
    id: ec2Id("rtb"),
    outputs: arnOf("route-table"),
    replaceOn: ["vpcId", "region"],
    references: inVpc,
  },
  "aws:ec2/route:Route": {
    source: source("vpc_route.go"),
    id: ec2Id("r"),
    replaceOn: [
      "routeTableId",
      "destinationCidrBlock",
      "destinationIpv6CidrBlock",
      "destinationPrefixListId",
      "region",
    ],
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
    unique: {
      key: ({ routeTableId, destinationCidrBlock }) =>
        `${String(routeTableId)} ${String(destinationCidrBlock)}`,
      code: "RouteAlreadyExists",
    },
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    source: source("vpc_route_table_association.go"),
    id: ec2Id("rtbassoc"),
    replaceOn: ["subnetId", "gatewayId", "region"],
    references: { ...ofTable, ...ofSubnet },
    unique: {
      key: ({ subnetId, gatewayId }) => text(subnetId ?? gatewayId),
      code: "Resource.AlreadyAssociated",
    },
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    source: source("vpc_default_security_group.go"),
    id: ec2Id("sg"),
    outputs: arnOf("security-group"),
    replaceOn: ["vpcId", "region"],
    references: inVpc,
    unique: { key: ({ vpcId }) => text(vpcId), code: "already managed" },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    source: source("vpc_endpoint.go"),
    id: ec2Id("vpce"),
    outputs: arnOf("vpc-endpoint"),
    replaceOn: [
      "vpcId",
      "serviceName",
      "serviceRegion",
      "vpcEndpointType",
      "resourceConfigurationArn",
      "serviceNetworkArn",
      "region",
    ],
    references: {
      ...inVpc,
      routeTableIds: { token: routeTable, code: "InvalidRouteTableId.NotFound" },
    },
  },
};

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html and vpc-cidr-blocks.html */
function rangeProblems(cidr: string): string[] {
  const valid = cidr.includes("/") && Address4.isValid(cidr);
  const mask = valid ? new Address4(cidr).subnetMask : 0;
  return mask >= 16 && mask <= 28 ? [] : [`InvalidParameterValue: ${cidr}, want /16 to /28`];
}

function subnetProblems({ vpcId, cidrBlock }: Bag, held: readonly Stored[]): string[] {
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
