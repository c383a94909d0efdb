import { inside, overlap, range, type Range } from "../../kit/cidr";
import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import type { Node } from "../../kit/node";
import { stackOf } from "../../kit/urns";
import { everywhere, graphRule } from "../rule";

export const [vpc, subnet, association] = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
] as const;
const pool = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";
const path = "cidrBlock";
const wantApart = "a network that overlaps no other";
const wantInside = "a network inside one of its VPC's";
const wantPooled = "a network inside a pool of the IPAM";
/** Several VPCs may use the same range for their pods (RFC 6598). */
const shared = "100.64.0.0/10";

export const GR01 = graphRule({
  id: "GR-01",
  title: "No two networks overlap, and each lies inside its VPC and a pool of the IPAM, if any.",
  severity: "critical",
  scope: "estate",
  types: [vpc, subnet, association, pool],
  frameworks: ["AWS-WAF REL02-BP05"],
  onUnknown: "defer",
  enforcement: everywhere,
  fix: "Take the network from the address plan.",
  link: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html",
  check(index, report) {
    for (const resource of index.ofType(vpc, association, subnet)) {
      if (resource.at(path).unknown) {
        report(resource).unknown(resource.at(path), wantApart);
      }
    }
    const networks = networksOf(index, vpc, association);
    for (const [first, second] of pairs(networks)) {
      if (!bothShared(first, second)) {
        judgeApart(index, first, second, false, report);
      }
    }
    const subnets = networksOf(index, subnet);
    for (const [first, second] of pairs(subnets)) {
      judgeApart(index, first, second, true, report);
    }
    for (const network of subnets) {
      const owner = ownerOf(index, network.resource);
      if (owner) {
        judgeInside(index, network, owner, report);
      }
    }
    const pools = index.ofType(pool).map((resource) => resource.at("cidr"));
    for (const network of pools.length === 0 ? [] : networks) {
      judgeWithin(network, pools, wantPooled, report);
    }
  },
});

interface Network {
  readonly resource: Judged;
  readonly range: Range;
}
type Report = Parameters<typeof GR01.check>[1];

function networksOf(index: Index, ...types: readonly string[]): Network[] {
  return index.ofType(...types).flatMap((resource) => {
    const found = range(resource.at(path).text);
    return found ? [{ resource, range: found }] : [];
  });
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((first, i) => items.slice(i + 1).map((second): [T, T] => [first, second]));
}

/** The VPC of a resource, in any stack: the source of its VPC id, or the one with that id. */
function ownerOf(index: Index, resource: Judged): Judged | undefined {
  const id = resource.at("vpcId").text;
  return (
    index.source(resource, "vpcId", vpc) ??
    (id === "" ? undefined : index.ofType(vpc).find((made) => made.at("id").text === id))
  );
}

/** Reports two networks that overlap, in one VPC or in two. */
function judgeApart(
  index: Index,
  first: Network,
  second: Network,
  ofOne: boolean,
  report: Report,
): void {
  if (!overlap(first.range, second.range) || isSame(first.resource, second.resource)) {
    return;
  }
  const whose = [first.resource, second.resource].map((resource) =>
    resource.type === vpc ? resource : ownerOf(index, resource),
  );
  const undecided = [second, first].find(
    ({ resource }, at) => !whose[1 - at] && resource.at("vpcId").unknown,
  );
  const keys = [first, second].map(
    ({ resource }, at) => whose[at]?.urn ?? resource.at("vpcId").text,
  );
  if (undecided) {
    report(undecided.resource).unknown(undecided.resource.at("vpcId"), wantApart);
  } else if ((keys[0] === keys[1]) === ofOne) {
    const [one, other] = [first.resource, second.resource].map(({ urn }) => stackOf(urn));
    const { name } = first.resource;
    violate(report, second, `${wantApart} (${one === other ? name : `${name} of ${one ?? ""}`})`);
  }
}

/** Whether two resources are one, read in two places. */
const isSame = (first: Judged, second: Judged) =>
  first.at("id").text !== "" && first.at("id").text === second.at("id").text;

const bothShared = (...networks: readonly Network[]) =>
  networks.every((network) => contains(shared, network.range));

function judgeInside(index: Index, subnet: Network, owner: Judged, report: Report): void {
  const additions = index.ofType(association).filter((added) => ownerOf(index, added) === owner);
  if (!owner.at(path).absent) {
    const networks = [owner, ...additions].map((resource) => resource.at(path));
    judgeWithin(subnet, networks, wantInside, report);
  }
}

/** Reports a network that lies in none of several others. */
function judgeWithin(inner: Network, outer: readonly Node[], want: string, report: Report): void {
  if (outer.some(({ text }) => contains(text, inner.range))) {
    return;
  }
  const undecided = outer.find((network) => network.unknown);
  if (undecided) {
    report(inner.resource).unknown(undecided, want);
  } else {
    violate(report, inner, want);
  }
}

function contains(network: string, inner: Range): boolean {
  const outer = range(network);
  return outer !== undefined && inside(inner, outer);
}

function violate(report: Report, { resource }: Network, want: string): void {
  report(resource).violation({ path, want, given: resource.at(path).text });
}
