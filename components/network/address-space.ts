import {
  type AddressDemand,
  checkDemand,
  defaultHorizonMonths,
  type NetworkDemand,
  neededAddresses,
  neededNodes,
  type PlannedTier,
  plannedTiers,
  podAddresses,
} from "./demand";
import { AddressPlanError, type PlanIssue } from "./plan-issue";
import { isNetwork, isNetworkIn, overlaps } from "./ranges";
import {
  blockSize,
  narrowestPrefix,
  prefixFor,
  sizeOf,
  usableAddresses,
  usableInBlocks,
  widestPrefix,
} from "./sizes";
import { type Block, blockOf, cidrOf, Space } from "./space";

/**
 * Every range that was ever given out, by what it is for. Committed with the code: what is in it
 * never moves. Keys are `<environment>`, `<environment>/pods` for the ranges of a VPC and
 * `<environment>/<tier>/<zone>` for subnets; each list only grows.
 */
export interface AddressLedger {
  readonly version: 1;
  readonly ranges: Readonly<Record<string, readonly string[]>>;
}

export const emptyLedger: AddressLedger = { version: 1, ranges: {} };

/** One zone of one tier. */
export interface PlannedZone {
  readonly tier: PlannedTier;
  readonly zone: string;
  /** Its subnets, oldest first. */
  readonly cidrs: readonly string[];
  /** Addresses that they hold; for pods, those in whole /28 blocks. */
  readonly usable: number;
  /** Addresses needed today and at the end of each month up to the horizon. */
  readonly neededByMonth: readonly number[];
  /**
   * Months until the need is more than the subnets hold; at most `longestRunwayMonths`. For nodes and
   * pods, until the nodes are more than the pairs of subnets hold.
   */
  readonly runwayMonths: number;
}

/**
 * The ledger without an environment that is gone, so that its ranges can be given out again. Only
 * for one whose networks are deleted and whose addresses nobody remembers: firewalls, peers, logs.
 * @throws AddressPlanError when the ledger has no such environment.
 */
export function releaseEnvironment(ledger: AddressLedger, environment: string): AddressLedger {
  const isOf = (key: string) => key === environment || key.startsWith(`${environment}/`);
  const kept = Object.entries(ledger.ranges).filter(([key]) => !isOf(key));
  if (kept.length === Object.keys(ledger.ranges).length) {
    const known = [...new Set(kept.map(([key]) => key.split("/")[0]))].join(", ");
    const want = `one of ${known}`;
    throw new AddressPlanError([{ kind: "unknown-name", path: "ledger", want, got: environment }]);
  }
  return { ...ledger, ranges: Object.fromEntries(kept) };
}

export interface PlannedNetwork {
  readonly region: string;
  /** The VPC's ranges: the first is its own, the others are secondary. */
  readonly cidrs: readonly string[];
  readonly podCidrs: readonly string[];
  readonly zones: readonly PlannedZone[];
}

export interface AddressSpacePlan {
  readonly horizonMonths: number;
  readonly environments: Readonly<Record<string, PlannedNetwork>>;
  /** The ledger with what this plan adds. */
  readonly ledger: AddressLedger;
}

/**
 * One environment's network.
 * @throws AddressPlanError when the plan has none for it.
 */
export function networkOf({ environments }: AddressSpacePlan, name: string): PlannedNetwork {
  const network = environments[name];
  if (network === undefined) {
    const known = Object.keys(environments).join(", ");
    const want = `one of ${known}`;
    throw new AddressPlanError([{ kind: "unknown-name", path: "environments", want, got: name }]);
  }
  return network;
}

/** Beyond this many months a runway is not counted. */
export const longestRunwayMonths = 120;

/**
 * Gives every environment, tier and zone addresses for the whole horizon. What the ledger holds
 * stays where it is; what is new, or has grown, gets further ranges. Pure, and the same for the
 * same demand and ledger.
 * @throws AddressPlanError with every problem by path, or with the tier and zone that do not fit.
 */
export function planAddressSpace(
  demand: AddressDemand,
  ledger: AddressLedger = emptyLedger,
): AddressSpacePlan {
  const issues = [...checkDemand(demand), ...checkLedger(ledger)];
  if (issues.length > 0) {
    throw new AddressPlanError(issues);
  }
  return new Planner(demand, ledger).plan();
}

/** Every problem with a ledger's form. Pure. */
function checkLedger({ ranges }: AddressLedger): PlanIssue[] {
  return Object.entries(ranges).flatMap(([key, cidrs]): PlanIssue[] => {
    const [environment = "", tier, zone] = key.split("/");
    const known =
      environment !== "" &&
      (tier === undefined || (zone === undefined ? tier === "pods" : isTier(tier)));
    const at = { kind: "malformed" as const, of: { ledger: key }, path: "" };
    const malformed = cidrs.filter((cidr) => !isNetwork(cidr, widestPrefix, narrowestPrefix));
    return [
      ...(known ? [] : [{ ...at, want: "<environment>, with /pods or /<tier>/<zone>" }]),
      ...malformed.map((cidr) => ({
        ...at,
        want: `networks of /${widestPrefix} to /${narrowestPrefix}`,
        got: cidr,
      })),
    ];
  });
}

const isTier = (name: string) => plannedTiers.some((tier) => tier === name);

/** A subnet that is not there yet. */
interface Missing {
  readonly subnetKey: string;
  /** Its place among the subnets of its tier and zone. */
  readonly index: number;
  readonly prefix: number;
}

/** What some tiers of a network lack. */
interface Wanted {
  readonly tiers: readonly PlannedTier[];
  readonly missing: readonly Missing[];
}

/** A subnet that found no room. */
interface Shortage extends Missing {
  readonly needs: NetworkDemand;
}

/** How many subnets a tier and zone can have before its addresses are a patchwork. */
const mostAtOnce = 8;

class Planner {
  private readonly horizon: number;
  private readonly issues: PlanIssue[] = [];
  private readonly ranges: Record<string, string[]>;
  /** The ledger's subnets by environment. */
  private readonly subnetKeys = new Map<string, string[]>();
  /** What found no room, by what it is cut from. */
  private readonly shortages = new Map<Supply, Shortage[]>();
  private readonly taken: readonly Block[];
  private readonly networks: Supply;
  private readonly pods: Supply;
  /** Supplies of the environments whose pods reuse what others have. */
  private readonly reused = new Map<string, Supply>();

  public constructor(
    private readonly demand: AddressDemand,
    ledger: AddressLedger,
  ) {
    this.horizon = demand.horizonMonths ?? defaultHorizonMonths;
    this.ranges = Object.fromEntries(
      Object.entries(ledger.ranges).map(([key, cidrs]) => [key, [...cidrs]]),
    );
    this.taken = [...Object.values(demand.taken ?? {}), usedByAws].map(blockOf);
    this.networks = new Supply(demand.ranges, this.taken);
    this.pods = new Supply(demand.podRanges, this.taken);
    this.keepLedger();
  }

  /** What an environment's pods are cut from: what all share, or all of it when it is reused. */
  private podsOf(name: string): Supply {
    if (this.demand.environments[name]?.pods !== "reused") {
      return this.pods;
    }
    const own = this.reused.get(name) ?? new Supply(this.demand.podRanges, this.taken);
    this.reused.set(name, own);
    return own;
  }

  public plan(): AddressSpacePlan {
    const environments: Record<string, PlannedNetwork> = {};
    for (const name of Object.keys(this.demand.environments).sort()) {
      const needs = this.demand.environments[name];
      if (needs !== undefined) {
        environments[name] = this.network(name, needs);
      }
    }
    this.issues.push(...this.noRoom("ranges", this.networks));
    for (const supply of [this.pods, ...this.reused.values()]) {
      this.issues.push(...this.noRoom("podRanges", supply));
    }
    if (this.issues.length > 0) {
      throw new AddressPlanError(this.issues);
    }
    const ranges = Object.fromEntries(Object.entries(this.ranges).sort(byKey));
    return { horizonMonths: this.horizon, environments, ledger: { version: 1, ranges } };
  }

  /** Takes what the ledger holds out of what is free, tombstones too. */
  private keepLedger(): void {
    for (const [key, cidrs] of Object.entries(this.ranges)) {
      const [environment = "", tier, zone] = key.split("/");
      if (zone !== undefined) {
        const keys = this.subnetKeys.get(environment) ?? [];
        keys.push(key);
        this.subnetKeys.set(environment, keys);
      } else {
        const supply = tier === "pods" ? this.podsOf(environment) : this.networks;
        for (const cidr of cidrs.filter((range) => !supply.take(range))) {
          const want = "a range inside the demand's that no one else has";
          this.issues.push({ kind: "overlap", of: { ledger: key }, path: "", want, got: cidr });
        }
      }
    }
  }

  private network(name: string, needs: NetworkDemand): PlannedNetwork {
    const others = plannedTiers.filter((tier) => tier !== "pods");
    const podSubnets = this.wanted(name, needs, ["pods"]);
    this.allocate(name, needs, this.wanted(name, needs, others), name, this.networks);
    this.allocate(name, needs, podSubnets, `${name}/pods`, this.podsOf(name));
    return {
      region: needs.region,
      cidrs: this.ranges[name] ?? [],
      podCidrs: this.ranges[`${name}/pods`] ?? [],
      zones: plannedTiers
        .filter((tier) => tier !== "spare" || (needs.spareByZone ?? 0) > 0)
        .flatMap((tier) => needs.zones.map((zone) => this.planned(name, needs, tier, zone))),
    };
  }

  /** The subnets that some tiers lack at the horizon. */
  private wanted(name: string, needs: NetworkDemand, tiers: readonly PlannedTier[]): Wanted {
    const missing = tiers.flatMap((tier) =>
      needs.zones.flatMap((zone) => this.want(name, needs, tier, zone)),
    );
    return { tiers, missing };
  }

  /** Gives subnets room inside the VPC's ranges under `key`, which grow when they must. */
  private allocate(
    name: string,
    needs: NetworkDemand,
    { tiers, missing: unsorted }: Wanted,
    key: string,
    supply: Supply,
  ): void {
    const own = new Space((this.ranges[key] ?? []).map(blockOf));
    this.keepSubnets(name, tiers, own);

    // The largest first, so that alignment leaves no holes.
    const missing = [...unsorted].sort(
      (a, b) => a.prefix - b.prefix || (a.subnetKey < b.subnetKey ? -1 : 1),
    );
    for (const [done, { subnetKey, index, prefix }] of missing.entries()) {
      const block =
        own.allocate(prefix) ?? this.grown(key, missing.slice(done), needs, own, supply);
      if (block === undefined) {
        const rest = missing.slice(done).map((lacking) => ({ ...lacking, needs }));
        this.shortages.set(supply, [...(this.shortages.get(supply) ?? []), ...rest]);
        break;
      }
      (this.ranges[subnetKey] ??= [])[index] = cidrOf(block);
    }
  }

  /** What does not fit, until when the present subnets do, and the smallest change that helps. */
  private noRoom(which: "ranges" | "podRanges", supply: Supply): PlanIssue[] {
    const [first, ...others] = this.shortages.get(supply) ?? [];
    if (first === undefined) {
      return [];
    }
    const [name = "", tier = "", zone = ""] = first.subnetKey.split("/");
    const planned = this.planned(name, first.needs, tier as PlannedTier, zone);
    const total = sum([first, ...others].map(({ prefix }) => sizeOf(prefix)));
    const wanted = 32 - Math.ceil(Math.log2(total));
    const more = others.length === 0 ? "" : ` and ${others.length} other subnets`;
    return [
      {
        kind: "no-room",
        of: { environment: name },
        path: "",
        because: `${tier} of ${zone} lasts ${planned.runwayMonths} of ${this.horizon} months`,
        want: `a /${first.prefix}${more}`,
        found: `no room in ${which}`,
        fix: `add a network of /${wanted} or wider to ${which}`,
      },
    ];
  }

  private keepSubnets(name: string, tiers: readonly PlannedTier[], own: Space): void {
    for (const key of this.subnetKeys.get(name) ?? []) {
      const tier = key.split("/")[1];
      if (tiers.some((other) => other === tier)) {
        for (const cidr of this.ranges[key]?.filter((range) => !own.take(blockOf(range))) ?? []) {
          const want = "a subnet inside its VPC's ranges that no other has";
          this.issues.push({ kind: "overlap", of: { ledger: key }, path: "", want, got: cidr });
        }
      }
    }
  }

  /** The prefixes of the subnets that a tier and zone still lacks at the horizon. */
  private want(name: string, needs: NetworkDemand, tier: PlannedTier, zone: string): Missing[] {
    const subnetKey = `${name}/${tier}/${zone}`;
    const present = prefixesOf(this.ranges[subnetKey]);
    const paired = tier === "nodes" || tier === "pods";
    const lone = this.lone(name, needs, zone);
    const held = paired
      ? this.nodesHeld(name, needs, zone) + sum(lone.counts)
      : sum(present.map(usableAddresses));
    const needed = paired
      ? neededNodes(needs, this.horizon)
      : neededAddresses(needs, tier, this.horizon);
    const most = paired
      ? nodesIn(widestPrefix, widestPrefix, needs)
      : usableAddresses(widestPrefix);
    const counts: number[] = [];
    let short = needed - held;
    while (short > 0 && counts.length < mostAtOnce) {
      counts.push(Math.min(short, most));
      short -= most;
    }
    if (short > 0) {
      const need = neededAddresses(needs, tier, this.horizon);
      this.issues.push({
        kind: "no-room",
        of: { environment: name },
        path: "",
        because: `${tier} of ${zone} needs ${need} addresses in month ${this.horizon}`,
        want: `no more than ${mostAtOnce} subnets of /${widestPrefix} hold`,
        fix: "split the environment",
      });
    }
    const addresses = (count: number) =>
      tier === "pods" ? podAddresses(count, needs.podsByNode) : count;
    const partners = lone.lacking === tier ? lone.counts : [];
    return [...partners, ...counts].map((count, index) => ({
      subnetKey,
      index: present.length + index,
      prefix: prefixFor(addresses(count), usableBy(tier)) ?? widestPrefix,
    }));
  }

  /**
   * Nodes that the subnets of a zone hold with their pods. A node group has one subnet for its nodes
   * and one for their pods, so the two tiers grow together, in pairs.
   */
  private nodesHeld(name: string, needs: NetworkDemand, zone: string): number {
    const nodes = prefixesOf(this.ranges[`${name}/nodes/${zone}`]);
    const pods = prefixesOf(this.ranges[`${name}/pods/${zone}`]);
    return sum(
      nodes.flatMap((prefix, index) => {
        const paired = pods[index];
        return paired === undefined ? [] : [nodesIn(prefix, paired, needs)];
      }),
    );
  }

  /** Nodes of the subnets that have no partner, in a ledger written by hand, and the tier that lacks one for each. */
  private lone(
    name: string,
    needs: NetworkDemand,
    zone: string,
  ): { readonly lacking: PlannedTier; readonly counts: readonly number[] } {
    const nodes = prefixesOf(this.ranges[`${name}/nodes/${zone}`]);
    const pods = prefixesOf(this.ranges[`${name}/pods/${zone}`]);
    const needed = neededNodes(needs, this.horizon);
    const counts =
      nodes.length > pods.length
        ? nodes.slice(pods.length).map((prefix) => nodesIn(prefix, widestPrefix, needs))
        : pods.slice(nodes.length).map((prefix) => nodesIn(widestPrefix, prefix, needs));
    return {
      lacking: nodes.length > pods.length ? "pods" : "nodes",
      counts: counts.map((count) => Math.min(count, needed)),
    };
  }

  /** A further range of the VPC, for the subnets that do not fit and one zone more; then the first of them. */
  private grown(
    key: string,
    missing: readonly { readonly prefix: number }[],
    needs: NetworkDemand,
    own: Space,
    supply: Supply,
  ): Block | undefined {
    const first = missing[0]?.prefix ?? narrowestPrefix;
    const zones = needs.zones.length;
    const total = sum(missing.map(({ prefix }) => sizeOf(prefix)));
    const room = (total * (zones + 1)) / zones;
    let prefix = narrowestPrefix;
    while (sizeOf(prefix) < room && prefix > widestPrefix) {
      prefix--;
    }
    const range = supply.allocate(Math.min(prefix, first), this.ranges[key] ?? []);
    if (range === undefined) {
      return undefined;
    }
    (this.ranges[key] ??= []).push(cidrOf(range));
    own.add(range);
    return own.allocate(first);
  }

  private planned(
    name: string,
    needs: NetworkDemand,
    tier: PlannedTier,
    zone: string,
  ): PlannedZone {
    const cidrs = this.ranges[`${name}/${tier}/${zone}`] ?? [];
    const usable = sum(cidrs.map((cidr) => usableBy(tier)(blockOf(cidr).prefix)));
    const neededByMonth = Array.from({ length: this.horizon + 1 }, (_, month) =>
      neededAddresses(needs, tier, month),
    );
    const nodes = this.nodesHeld(name, needs, zone);
    const runway =
      tier === "nodes" || tier === "pods"
        ? firstMonth((month) => neededNodes(needs, month) > nodes)
        : runwayMonths(needs, tier, usable);
    return { tier, zone, cidrs, usable, neededByMonth, runwayMonths: runway };
  }
}

/** What networks are cut from. */
class Supply {
  private readonly spaces: readonly Part[];

  public constructor(ranges: readonly string[], taken: readonly Block[]) {
    this.spaces = ranges.flatMap((range) => {
      const family = familyOf(range);
      const parts: Part[] = !overlaps(range, lowest)
        ? [{ family, low: false, space: new Space([blockOf(range)]) }]
        : isNetworkIn(range, lowest)
          ? [{ family, low: true, space: new Space([blockOf(range)]) }]
          : [
              { family, low: true, space: new Space([blockOf(lowest)]) },
              { family, low: false, space: without(range, lowest) },
            ];
      for (const block of taken) {
        parts.forEach(({ space }) => {
          space.exclude(block);
        });
      }
      return parts;
    });
  }

  /** Takes a particular range, if it is free. */
  public take(cidr: string): boolean {
    return this.spaces.some(({ space }) => space.take(blockOf(cidr)));
  }

  /** A range of a size that may stand beside those that the VPC has. */
  public allocate(prefix: number, present: readonly string[]): Block | undefined {
    const [primary] = present;
    const family = primary === undefined ? undefined : familyOf(primary);
    const noLow = present.some((cidr) => overlaps(cidr, low));
    for (const part of this.spaces) {
      const mixes = family === undefined || part.family === family || shared.has(part.family);
      const block = mixes && !(noLow && part.low) ? part.space.allocate(prefix) : undefined;
      if (block !== undefined) {
        return block;
      }
    }
    return undefined;
  }
}

/** A part of a supply, that VPCs of some other families can't have. */
interface Part {
  readonly family: string;
  /** It is inside `lowest`. */
  readonly low: boolean;
  readonly space: Space;
}

function without(range: string, hole: string): Space {
  const space = new Space([blockOf(range)]);
  space.exclude(blockOf(hole));
  return space;
}

/** Some services of AWS use it inside; the same page. */
const usedByAws = "172.17.0.0/16";
/** A VPC with a range in the first can't get a further one in the second; the page is the next one's. */
const [low, lowest] = ["10.0.0.0/15", "10.0.0.0/16"];
/** Ranges that a VPC can't mix; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const families = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16"];
/** Ranges that can stand beside any. */
const shared = new Set(["100.64.0.0/10", "public"]);

function familyOf(cidr: string): string {
  return [...families, "100.64.0.0/10"].find((family) => overlaps(cidr, family)) ?? "public";
}

/** Months until a tier's need in one zone is more than `usable` addresses. */
export function runwayMonths(needs: NetworkDemand, tier: PlannedTier, usable: number): number {
  return firstMonth((month) => neededAddresses(needs, tier, month) > usable);
}

/** The first month for which something holds that holds from then on; searched by halves. */
export function firstMonth(holds: (month: number) => boolean): number {
  let [before, from] = [-1, longestRunwayMonths];
  while (from - before > 1) {
    const month = (before + from) >>> 1;
    if (holds(month)) {
      from = month;
    } else {
      before = month;
    }
  }
  return from;
}

/** Nodes that a subnet for nodes and one for their pods hold together. */
function nodesIn(nodes: number, pods: number, { podsByNode }: NetworkDemand): number {
  const usable = usableInBlocks(pods);
  const byPods = Math.floor((usable * blockSize) / podAddresses(blockSize, podsByNode));
  let count = Math.min(usableAddresses(nodes), byPods);
  while (podAddresses(count, podsByNode) > usable) {
    count--;
  }
  return count;
}

const prefixesOf = (cidrs: readonly string[] = []) => cidrs.map((cidr) => blockOf(cidr).prefix);
const usableBy = (tier: PlannedTier) => (tier === "pods" ? usableInBlocks : usableAddresses);
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
