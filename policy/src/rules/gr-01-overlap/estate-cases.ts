import type { StackExample } from "../example";

const [vpc, subnet, association, pool] = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr",
];
const [here, there] = ["network.dev", "network.prod"];
const network = (stack: string, cidrBlock: string, id?: string) => ({
  type: vpc,
  name: "vpc",
  stack,
  props: { cidrBlock, ...(id !== undefined && { id }) },
});
const part = (type: string, name: string, stack: string, cidrBlock: string, vpcId: string) => ({
  type,
  name,
  stack,
  props: { cidrBlock, vpcId },
});
const pooled = (cidr: string) => ({
  type: pool,
  name: "pool",
  stack: "organization",
  props: { cidr },
});
const dev = network(here, "10.0.0.0/16", "vpc-1");
const prod = network(there, "10.1.0.0/16", "vpc-2");

/** Networks of several stacks, as they are once they are made. */
export const estateGood: readonly StackExample[] = [
  [dev, prod, pooled("10.0.0.0/8")],
  [
    dev,
    prod,
    ...[here, there].map((stack, at) =>
      part(association, "pods", stack, "100.64.0.0/16", `vpc-${at + 1}`),
    ),
  ],
  [
    dev,
    part(subnet, "nodes", here, "10.0.0.0/20", "vpc-1"),
    part(subnet, "own", "workspace.payments.dev", "10.0.16.0/20", "vpc-1"),
  ],
];

export const estateBad: readonly StackExample[] = [
  [
    dev,
    {
      ...network(there, "10.0.128.0/17", "vpc-2"),
      says: "a network that overlaps no other (vpc of network.dev), given 10.0.128.0/17",
    },
  ],
  // A pool of IPv6 only.
  [dev, pooled("::/0")],
  [dev, prod, part(association, "more", there, "10.0.0.0/20", "vpc-2")],
  [dev, prod, pooled("10.0.0.0/16")],
  [
    dev,
    part(subnet, "nodes", here, "10.0.0.0/20", "vpc-1"),
    part(subnet, "own", "workspace.payments.dev", "10.0.8.0/21", "vpc-1"),
  ],
];
