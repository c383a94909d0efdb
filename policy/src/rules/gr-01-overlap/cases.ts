import type { StackExample } from "../example";
import { estateBad, estateGood } from "./estate-cases";
import { association, subnet, vpc } from "./rule";

const dev = { type: vpc, name: "dev", props: { cidrBlock: "10.0.0.0/16" } };
const subnetOf = (owner: string, name: string, cidrBlock: string) => ({
  type: subnet,
  name,
  props: { cidrBlock },
  from: { vpcId: owner },
});

export const good: readonly StackExample[] = [
  [dev, subnetOf("dev", "a", "10.0.0.0/20"), subnetOf("dev", "b", "10.0.16.0/20")],
  [
    dev,
    { type: vpc, name: "prod", props: { cidrBlock: "10.1.0.0/16" } },
    subnetOf("dev", "a", "10.0.0.0/20"),
    subnetOf("prod", "b", "10.1.0.0/20"),
  ],
  [
    dev,
    {
      type: association,
      name: "pods",
      props: { cidrBlock: "100.64.0.0/16" },
      from: { vpcId: "dev" },
    },
    subnetOf("dev", "a", "10.0.0.0/20"),
    subnetOf("dev", "b", "100.64.0.0/18"),
  ],
  // Neighbours that touch, and a subnet as large as its VPC.
  [
    dev,
    { type: vpc, name: "prod", props: { cidrBlock: "10.1.0.0/24" } },
    subnetOf("dev", "a", "10.0.0.0/17"),
    subnetOf("dev", "b", "10.0.128.0/17"),
    subnetOf("prod", "c", "10.1.0.0/24"),
  ],
  // The same network in two VPCs of other stacks.
  [
    { type: subnet, name: "a", props: { cidrBlock: "10.0.0.0/20", vpcId: "vpc-1" } },
    { type: subnet, name: "b", props: { cidrBlock: "10.0.0.0/20", vpcId: "vpc-2" } },
  ],
  // A VPC's id that is an output of another of its subnets.
  [
    subnetOf("dev", "a", "10.0.0.0/20"),
    dev,
    { ...subnetOf("dev", "b", "10.0.16.0/20"), from: { vpcId: ["a", "dev"] } },
  ],
  // A VPC whose network an address pool gives.
  [
    { type: vpc, name: "pool", props: { ipv4IpamPoolId: "pool-1", ipv4NetmaskLength: 16 } },
    subnetOf("pool", "a", "10.0.0.0/20"),
  ],
  ...estateGood,
];

export const bad: readonly StackExample[] = [
  [dev, subnetOf("dev", "a", "10.0.0.0/20"), subnetOf("dev", "b", "10.0.8.0/21")],
  [dev, { type: vpc, name: "prod", props: { cidrBlock: "10.0.128.0/17" } }],
  [
    { type: vpc, name: "a", props: { cidrBlock: "10.0.0.0/16" } },
    { type: vpc, name: "b", props: { cidrBlock: "10.1.0.0/16" } },
    {
      type: vpc,
      name: "c",
      props: { cidrBlock: "10.1.255.0/24" },
      says: "want a network that overlaps no other (b), given 10.1.255.0/24",
    },
  ],
  // The VPC's other network is another VPC's.
  [
    dev,
    { type: vpc, name: "prod", props: { cidrBlock: "10.1.0.0/16" } },
    {
      type: association,
      name: "pods",
      props: { cidrBlock: "100.64.0.0/16" },
      from: { vpcId: "prod" },
    },
    subnetOf("dev", "a", "100.64.0.0/18"),
  ],
  // One address block too far.
  [dev, subnetOf("dev", "a", "10.0.0.0/15")],
  [dev, subnetOf("dev", "a", "10.1.0.0/20")],
  [
    { type: subnet, name: "a", props: { cidrBlock: "10.0.0.0/20", vpcId: "vpc-1" } },
    { type: subnet, name: "b", props: { cidrBlock: "10.0.0.0/20", vpcId: "vpc-1" } },
  ],
  ...estateBad,
];
