import { Address4 } from "ip-address";

import type { HandFacts } from "../kind-facts";
import type { Bag, Stored } from "../../store";
import { at } from "../../values";
import { ec2Id, regionalArn, text } from "./naming";
import { routeTargets, unattached } from "./transit";

const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const routeTable = "aws:ec2/routeTable:RouteTable";
const association = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";

const acl = "aws:ec2/networkAcl:NetworkAcl";
const securityGroup = "aws:ec2/securityGroup:SecurityGroup";
const ipamPool = "aws:ec2/vpcIpamPool:VpcIpamPool";
const poolCidr = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";
const inVpc = { vpcId: { token: vpc, code: "InvalidVpcID.NotFound" } };
const ofSubnet = { subnetId: { token: subnet, code: "InvalidSubnetID.NotFound" } };
const ofTable = { routeTableId: { token: routeTable, code: "InvalidRouteTableID.NotFound" } };
const arnOf =
  (kind: string): HandFacts["outputs"] =>
  (_inputs, id, scope) => ({ arn: regionalArn("ec2", `${kind}/${id}`, scope) });

const rule: HandFacts = {
  id: ec2Id("sgr"),
  outputs: (_inputs, id) => ({ securityGroupRuleId: id }),
  references: {
    securityGroupId: { token: securityGroup, code: "InvalidGroup.NotFound" },
    referencedSecurityGroupId: { token: securityGroup, code: "InvalidGroup.NotFound" },
  },
};

/** The network kinds of EC2. */
export const ec2Kinds: Readonly<Record<string, HandFacts>> = {
  [vpc]: {
    id: ec2Id("vpc"),
    outputs: (inputs, id, scope) => ({
      ...arnOf("vpc")?.(inputs, id, scope),
      defaultNetworkAclId: `acl-${scope.random(17)}`,
      defaultSecurityGroupId: `sg-${scope.random(17)}`,
      mainRouteTableId: `rtb-${scope.random(17)}`,
    }),
    refuse: ({ cidrBlock }) =>
      typeof cidrBlock === "string"
        ? rangeProblems(cidrBlock)
        : ["MissingParameter: want cidrBlock"],
  },
  [association]: {
    id: ec2Id("vpc-cidr-assoc"),
    references: inVpc,
    refuse: ({ vpcId, cidrBlock }, held) => [
      ...rangeProblems(String(cidrBlock)),
      ...vpcRanges(held, vpcId)
        .filter((range) => overlaps(range, String(cidrBlock)))
        .map((range) => `CidrConflict: ${String(cidrBlock)} overlaps ${range}`),
      ...mixProblems(String(cidrBlock), vpcRanges(held, vpcId)),
    ],
  },
  [subnet]: {
    id: ec2Id("subnet"),
    outputs: arnOf("subnet"),
    references: inVpc,
    refuse: subnetProblems,
  },
  "aws:ec2/internetGateway:InternetGateway": {
    id: ec2Id("igw"),
    outputs: arnOf("internet-gateway"),
    references: inVpc,
    unique: { key: ({ vpcId }) => text(vpcId), code: "Resource.AlreadyAssociated" },
  },
  "aws:ec2/eip:Eip": {
    id: ec2Id("eipalloc"),
    outputs: arnOf("elastic-ip"),
  },
  "aws:ec2/natGateway:NatGateway": {
    id: ec2Id("nat"),
    references: {
      ...ofSubnet,
      allocationId: { token: "aws:ec2/eip:Eip", code: "InvalidAllocationID.NotFound" },
    },
  },
  [routeTable]: {
    id: ec2Id("rtb"),
    outputs: arnOf("route-table"),
    references: inVpc,
  },
  "aws:ec2/route:Route": {
    id: ec2Id("r"),
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
      ...routeTargets,
    },
    refuse: unattached,
    unique: {
      key: ({ routeTableId, destinationCidrBlock }) =>
        `${String(routeTableId)} ${String(destinationCidrBlock)}`,
      code: "RouteAlreadyExists",
    },
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    id: ec2Id("rtbassoc"),
    references: { ...ofTable, ...ofSubnet },
    unique: {
      key: ({ subnetId, gatewayId }) => text(subnetId ?? gatewayId),
      code: "Resource.AlreadyAssociated",
    },
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: ec2Id("sg"),
    outputs: arnOf("security-group"),
    references: inVpc,
    unique: { key: ({ vpcId }) => text(vpcId), code: "already managed" },
  },
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": {
    id: ({ defaultNetworkAclId }) => String(defaultNetworkAclId),
    outputs: arnOf("network-acl"),
    references: {
      defaultNetworkAclId: {
        token: vpc,
        by: ["defaultNetworkAclId"],
        code: "InvalidNetworkAclID.NotFound",
        // AWS deletes it with its VPC: the resource only manages an object that AWS made.
        onDelete: "cascade",
      },
    },
  },
  [acl]: {
    id: ec2Id("acl"),
    outputs: arnOf("network-acl"),
    references: inVpc,
    refuse: ({ ingress, egress }) => [ingress, egress].flatMap(ruleProblems),
  },
  "aws:ec2/networkAclAssociation:NetworkAclAssociation": {
    id: ec2Id("aclassoc"),
    references: {
      ...ofSubnet,
      networkAclId: { token: acl, code: "InvalidNetworkAclID.NotFound" },
    },
    unique: { key: ({ subnetId }) => text(subnetId), code: "Resource.AlreadyAssociated" },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    id: ec2Id("vpce"),
    outputs: arnOf("vpc-endpoint"),
    references: {
      ...inVpc,
      routeTableIds: { token: routeTable, code: "InvalidRouteTableId.NotFound" },
      subnetIds: ofSubnet.subnetId,
      securityGroupIds: { token: securityGroup, code: "InvalidGroup.NotFound" },
    },
  },
  [securityGroup]: {
    autoName: "name",
    id: ec2Id("sg"),
    outputs: arnOf("security-group"),
    references: inVpc,
    unique: {
      key: ({ vpcId, name }) => `${String(vpcId)} ${String(name)}`,
      code: "InvalidGroup.Duplicate",
    },
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule,
  "aws:ec2/flowLog:FlowLog": {
    id: ec2Id("fl"),
    outputs: arnOf("vpc-flow-log"),
    references: inVpc,
  },
  "aws:ec2/vpcIpam:VpcIpam": {
    id: ec2Id("ipam"),
    outputs: (_inputs, id, { account, random }) => ({
      arn: `arn:aws:ec2::${account}:ipam/${id}`,
      privateDefaultScopeId: `ipam-scope-${random(17)}`,
      publicDefaultScopeId: `ipam-scope-${random(17)}`,
    }),
  },
  [ipamPool]: {
    id: ec2Id("ipam-pool"),
    outputs: (_inputs, id, { account }) => ({ arn: `arn:aws:ec2::${account}:ipam-pool/${id}` }),
    references: {
      ipamScopeId: {
        token: "aws:ec2/vpcIpam:VpcIpam",
        by: ["privateDefaultScopeId", "publicDefaultScopeId"],
        code: "InvalidIpamScopeId.NotFound",
      },
      sourceIpamPoolId: { token: ipamPool, code: "InvalidIpamPoolId.NotFound" },
    },
  },
  [poolCidr]: {
    id: ({ cidr, ipamPoolId }) => `${String(cidr)}_${String(ipamPoolId)}`,
    references: { ipamPoolId: { token: ipamPool, code: "InvalidIpamPoolId.NotFound" } },
    refuse: ({ cidr, ipamPoolId }, held) =>
      held
        .filter((r) => r.token === poolCidr && r.inputs["ipamPoolId"] === ipamPoolId)
        .filter((r) => overlaps(String(r.inputs["cidr"]), String(cidr)))
        .map((r) => `InvalidParameterValue: ${String(cidr)} overlaps ${r.id}`),
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    autoName: "name",
    id: ec2Id("lt"),
    outputs: (inputs, id, scope) => ({
      ...arnOf("launch-template")?.(inputs, id, scope),
      latestVersion: 1,
      defaultVersion: 1,
    }),
    unique: {
      key: ({ name }) => text(name),
      code: "InvalidLaunchTemplateName.AlreadyExistsException",
    },
  },
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html and vpc-cidr-blocks.html */
function rangeProblems(cidr: string): string[] {
  const valid = cidr.includes("/") && Address4.isValid(cidr);
  const mask = valid ? new Address4(cidr).subnetMask : 0;
  return mask >= 16 && mask <= 28 ? [] : [`InvalidParameterValue: ${cidr}, want /16 to /28`];
}

/** Private ranges that one VPC can't mix. */
const families = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"];

/** Ranges that a VPC can have beside its first one: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
function mixProblems(cidr: string, [primary = "", ...others]: readonly string[]): string[] {
  if (!Address4.isValid(cidr) || !Address4.isValid(primary)) {
    return [];
  }
  const familyOf = (range: string) => families.find((family) => overlaps(range, family));
  const problems: string[] = [];
  const family = familyOf(cidr);
  if (family !== undefined && family !== familyOf(primary)) {
    problems.push(`InvalidVpc.Range: ${cidr} is restricted beside ${primary}`);
  }
  const low = [primary, ...others].some((range) => overlaps(range, "10.0.0.0/15"));
  if (low && overlaps(cidr, "10.0.0.0/16")) {
    problems.push(`InvalidVpc.Range: ${cidr} is restricted beside a range of 10.0.0.0/15`);
  }
  return problems;
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

/** One number a direction, and 20 rules: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
function ruleProblems(rules: unknown): string[] {
  const numbers = (Array.isArray(rules) ? rules : []).map((rule) => at(rule as Bag, "ruleNo"));
  const problems = numbers.length > 20 ? ["NetworkAclEntryLimitExceeded: more than 20 rules"] : [];
  if (new Set(numbers).size !== numbers.length) {
    problems.push("NetworkAclEntryAlreadyExists: a rule number twice");
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
