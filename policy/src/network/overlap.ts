import { inside, overlap, range, type Range } from "../lib/cidr";
import type { Index } from "../lib/index-of-stack";
import { everywhere, graphRule, type Judged } from "../rule";

const [vpc, subnet, association] = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
] as const;
const path = "cidrBlock";
const wantApart = "a network that overlaps no other";
const wantInside = "a network inside one of its VPC's";

const dev = { type: vpc, name: "dev", props: { cidrBlock: "10.0.0.0/16" } };
const subnetOf = (owner: string, name: string, cidrBlock: string) => ({
  type: subnet,
  name,
  props: { cidrBlock },
  from: { vpcId: owner },
});

export const GR01 = graphRule({
  id: "GR-01",
  title: "No two networks of a stack overlap, and each subnet lies inside its VPC.",
  severity: "critical",
  scope: "stack",
  types: [vpc, subnet, association],
  frameworks: ["AWS-WAF REL02-BP05"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Take the network from the address plan.",
  link: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html",
  check(index, report) {
    for (const resource of [...index.ofType(vpc), ...index.ofType(subnet)]) {
      if (resource.at(path).unknown) {
        report(resource).unknown(resource.at(path), wantApart);
      }
    }
    const vpcs = placed(index, vpc);
    for (const [first, second] of pairs(vpcs)) {
      if (overlap(first.range, second.range)) {
        violate(report, second, `${wantApart} (${first.resource.name})`);
      }
    }
    const subnets = placed(index, subnet);
    for (const [first, second] of pairs(subnets)) {
      const same = sameVpc(index, first.resource, second.resource);
      if (same === false || !overlap(first.range, second.range)) {
        continue;
      }
      if (same === "unknown") {
        const { resource } = second.resource.at("vpcId").unknown ? second : first;
        report(resource).unknown(resource.at("vpcId"), wantApart);
      } else {
        violate(report, second, `${wantApart} (${first.resource.name})`);
      }
    }
    for (const placedSubnet of subnets) {
      const owner = index.source(placedSubnet.resource, "vpcId", vpc);
      if (owner) {
        judgeInside(index, placedSubnet, owner, report);
      }
    }
  },
  good: [
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
    // The same network in two VPCs of elsewhere.
    [
      { type: subnet, name: "a", props: { cidrBlock: "10.0.0.0/20", vpcId: "vpc-1" } },
      { type: subnet, name: "b", props: { cidrBlock: "10.0.0.0/20", vpcId: "vpc-2" } },
    ],
    // A VPC whose network an address pool gives.
    [
      { type: vpc, name: "pool", props: { ipv4IpamPoolId: "pool-1", ipv4NetmaskLength: 16 } },
      subnetOf("pool", "a", "10.0.0.0/20"),
    ],
  ],
  bad: [
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
  ],
});

interface Placed {
  readonly resource: Judged;
  readonly range: Range;
}
type Report = Parameters<typeof GR01.check>[1];

function placed(index: Index, type: string): Placed[] {
  return index.ofType(type).flatMap((resource) => {
    const found = range(resource.at(path).text);
    return found ? [{ resource, range: found }] : [];
  });
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((first, i) => items.slice(i + 1).map((second): [T, T] => [first, second]));
}

function sameVpc(index: Index, first: Judged, second: Judged): boolean | "unknown" {
  const [one, other] = [first, second].map(
    (s) => index.source(s, "vpcId", vpc)?.urn ?? s.at("vpcId").text,
  );
  const undecided = [first, second].some(
    (s) => s.at("vpcId").unknown && !index.source(s, "vpcId", vpc),
  );
  return undecided ? "unknown" : one === other;
}

function judgeInside(index: Index, subnet: Placed, owner: Judged, report: Report): void {
  const additions = index
    .ofType(association)
    .filter((added) => index.source(added, "vpcId", vpc) === owner);
  const networks = [owner, ...additions].map((resource) => resource.at(path));
  if (networks.some(({ text }) => contains(text, subnet.range)) || owner.at(path).absent) {
    return;
  }
  const undecided = networks.find((network) => network.unknown);
  if (undecided) {
    report(subnet.resource).unknown(undecided, wantInside);
  } else {
    violate(report, subnet, wantInside);
  }
}

function contains(network: string, inner: Range): boolean {
  const outer = range(network);
  return outer !== undefined && inside(inner, outer);
}

function violate(report: Report, { resource }: Placed, want: string): void {
  report(resource).violation({ path, want, given: resource.at(path).text });
}
