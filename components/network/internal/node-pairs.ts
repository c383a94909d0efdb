import { type NetworkDemand, neededNodes, type PlannedTier, podAddresses } from "../demand";
import { blockSize, usableAddresses, usableInBlocks, widestPrefix } from "../sizes";
import { blockOf } from "./space";

/** Subnets by ledger key. */
type SubnetRanges = Readonly<Record<string, readonly string[]>>;

/**
 * Nodes that the subnets of a zone hold with their pods. A node group has one subnet for its nodes
 * and one for their pods, so the two tiers grow together, in pairs.
 */
export function nodesHeld(
  ranges: SubnetRanges,
  name: string,
  needs: NetworkDemand,
  zone: string,
): number {
  const nodes = prefixesOf(ranges[`${name}/nodes/${zone}`]);
  const pods = prefixesOf(ranges[`${name}/pods/${zone}`]);
  return sum(
    nodes.flatMap((prefix, index) => {
      const paired = pods[index];
      return paired === undefined ? [] : [nodesIn(prefix, paired, needs)];
    }),
  );
}

/** Nodes of the subnets that have no partner, in a ledger written by hand, and the tier that lacks one for each. */
export function loneSubnets(
  ranges: SubnetRanges,
  name: string,
  needs: NetworkDemand,
  zone: string,
  horizon: number,
): { readonly lacking: PlannedTier; readonly counts: readonly number[] } {
  const nodes = prefixesOf(ranges[`${name}/nodes/${zone}`]);
  const pods = prefixesOf(ranges[`${name}/pods/${zone}`]);
  const needed = neededNodes(needs, horizon);
  const counts =
    nodes.length > pods.length
      ? nodes.slice(pods.length).map((prefix) => nodesIn(prefix, widestPrefix, needs))
      : pods.slice(nodes.length).map((prefix) => nodesIn(widestPrefix, prefix, needs));
  return {
    lacking: nodes.length > pods.length ? "pods" : "nodes",
    counts: counts.map((count) => Math.min(count, needed)),
  };
}

/** Nodes that a subnet for nodes and one for their pods hold together. */
export function nodesIn(nodes: number, pods: number, { podsByNode }: NetworkDemand): number {
  const usable = usableInBlocks(pods);
  const byPods = Math.floor((usable * blockSize) / podAddresses(blockSize, podsByNode));
  let count = Math.min(usableAddresses(nodes), byPods);
  while (podAddresses(count, podsByNode) > usable) {
    count--;
  }
  return count;
}

/** Prefix of each subnet, oldest first. */
export const prefixesOf = (cidrs: readonly string[] = []) =>
  cidrs.map((cidr) => blockOf(cidr).prefix);

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
