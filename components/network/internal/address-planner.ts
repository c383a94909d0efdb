import type { AddressLedger } from "./address-ledger";
import type { AddressSpacePlan, PlannedNetwork, PlannedZone } from "./address-plan";
import { AddressPlanError, type PlanIssue } from "./address-plan-error";
import {
  type AddressDemand,
  defaultHorizonMonths,
  type NetworkDemand,
  neededAddresses,
  neededNodes,
  type PlannedTier,
  plannedTiers,
  podAddresses,
} from "../demand";
import { loneSubnets, nodesHeld, nodesIn, prefixesOf } from "./node-pairs";
import { firstMonth, runwayMonths, usableBy } from "./runway";
import { usedByAws } from "../ranges";
import { narrowestPrefix, prefixFor, sizeOf, usableAddresses, widestPrefix } from "../sizes";
import { type Block, blockOf, cidrOf, Space } from "./space";
import { Supply } from "./supply";

/** A subnet that does not exist yet. */
interface Missing {
  readonly subnetKey: string;
  /** Its place among the subnets of its tier and zone. */
  readonly index: number;
  readonly prefix: number;
}

/** The subnets that some tiers of a network lack. */
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

/** Works out one plan: ranges of the ledger stay, and missing subnets are cut from the supplies. */
export class AddressPlanner {
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
    const lone = loneSubnets(this.ranges, name, needs, zone, this.horizon);
    const held = paired
      ? nodesHeld(this.ranges, name, needs, zone) + sum(lone.counts)
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
    const nodes = nodesHeld(this.ranges, name, needs, zone);
    const runway =
      tier === "nodes" || tier === "pods"
        ? firstMonth((month) => neededNodes(needs, month) > nodes)
        : runwayMonths(needs, tier, usable);
    return { tier, zone, cidrs, usable, neededByMonth, runwayMonths: runway };
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
