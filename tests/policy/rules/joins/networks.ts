import { type Case, later, made, type Made } from "./join";

const network = (cidrBlock: string) => made("aws:ec2/vpc:Vpc", "vpc", { cidrBlock });
const subnet = (name: string, cidrBlock: string, vpcId: string = later) =>
  made("aws:ec2/subnet:Subnet", name, { cidrBlock, vpcId });
const readIn = (stack: string): Made => ({
  ...made("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16", id: "vpc-1" }),
  stack,
});
const ofVpc = (one: Made): Made => ({ ...one, from: { vpcId: "vpc" } });
const pool = made("aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "pool", { cidr: later });
const vpc = network("10.0.0.0/16");
const taken = ofVpc(made("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "locked", {}));
const opening = (from: Made["from"] = {}) =>
  made(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "rule",
    { securityGroupId: later },
    from,
  );
const group = made("aws:ec2/securityGroup:SecurityGroup", "app", {});

export const networks: readonly Case[] = [
  [
    "GR-01",
    "a subnet of a VPC of elsewhere",
    [network("10.0.0.0/16"), subnet("a", "10.9.0.0/20")],
    "nothing",
  ],
  [
    "GR-01",
    "a subnet outside the VPC that it has the id of",
    [readIn("network.dev"), subnet("a", "10.9.0.0/20", "vpc-1")],
    "violation",
  ],
  [
    "GR-01",
    "one VPC, read in two stacks",
    [readIn("network.dev"), readIn("network.prod")],
    "nothing",
  ],
  [
    "GR-01",
    "networks that overlap in one VPC to come",
    [network("10.0.0.0/16"), ofVpc(subnet("a", "10.0.0.0/20")), ofVpc(subnet("b", "10.0.0.0/24"))],
    "violation",
  ],
  [
    "GR-01",
    "networks that overlap in VPCs of elsewhere",
    [subnet("a", "10.0.0.0/20"), subnet("b", "10.0.0.0/24")],
    "deferral",
  ],
  [
    "GR-01",
    "a network that overlaps one in a VPC of elsewhere",
    [subnet("a", "10.0.0.0/20", "vpc-1"), subnet("b", "10.0.0.0/24")],
    "deferral",
  ],
  [
    "GR-01",
    "a network in a VPC of elsewhere that overlaps one",
    [subnet("a", "10.0.0.0/20"), subnet("b", "10.0.0.0/24", "vpc-1")],
    "deferral",
  ],
  ["GR-01", "a pool to come", [network("10.0.0.0/16"), pool], "deferral"],
  ["NET-02", "a rule of a group to come", [vpc, taken, opening()], "violation"],
  [
    "NET-02",
    "a rule of another group of the stack to come",
    [vpc, taken, group, opening({ securityGroupId: "app" })],
    "nothing",
  ],
  [
    "NET-02",
    "a default group of another VPC of the stack to come",
    [vpc, { ...taken, from: { vpcId: "app" }, props: { vpcId: later } }, group],
    "violation",
  ],
];
