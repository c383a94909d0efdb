import { createHash } from "node:crypto";

import { simulatedPackages } from "../packages";
import type { Place } from "./ground";
import { type OfflineCloud, Refused } from "./provider";
import type { Bag, CloudStore, Seeded } from "./store";
import { at, withValue } from "./values";

/** A resource that is there before any stack, as a file declares it. */
export interface Seed {
  /** Its name in the file; the resource's own, too, if its inputs have none. */
  readonly name: string;
  /** Its kind, such as `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  readonly place: SeedPlace;
  /** Its id, where the service makes it up. */
  readonly id?: string;
  readonly inputs: Bag;
}

/** The place of a seed; its package decides on the keys that it needs. */
export interface SeedPlace {
  /** AWS account. */
  readonly account?: string;
  /** AWS region. */
  readonly region?: string;
  /** Name of an EKS cluster in this account and region. */
  readonly cluster?: string;
  /** Address of the Keycloak or secret server. */
  readonly server?: string;
  /** GitHub organisation. */
  readonly owner?: string;
}

/** One fault of one seed. */
export interface SeedFault {
  readonly seed: string;
  /** Path in the seed, such as `inputs.cidrBlock`; empty for the seed as a whole. */
  readonly path: string;
  /** The wanted and the given value, and the fix, in words. */
  readonly reason: string;
}

/** A seed in the form that the offline cloud gives it. */
export interface Formed {
  readonly seed: Seed;
  readonly place: Place;
  readonly row: Seeded;
}

/** The offline cloud of a package; nothing if its SDK is not installed. */
export type CloudOf = (pkg: string) => OfflineCloud | undefined;

/** Gives the seeds of one file the form that the offline cloud gives its resources. */
export class Forming {
  public readonly faults: SeedFault[] = [];

  public constructor(
    private readonly store: CloudStore,
    private readonly cloudOf: CloudOf,
    private readonly file: string,
  ) {}

  /** A seed in the cloud's form, if it has one, with its faults or not: a fault of one hides none of another. */
  public formed(seed: Seed, others: readonly Formed[]): Formed[] {
    const { name, type, inputs: given } = seed;
    const [pkg = ""] = type.split(":");
    const cloud = simulatedPackages.some((known) => known === pkg) ? this.cloudOf(pkg) : undefined;
    if (cloud === undefined) {
      const known = simulatedPackages.join(", ");
      this.fault(seed, "type", `want a kind of ${known}, whose SDK is installed, got "${type}"`);
      return [];
    }
    try {
      const facts = cloud.facts(type);
      const { autoName } = facts;
      const plain =
        autoName === undefined || at(given, autoName) !== undefined
          ? given
          : withValue(given, autoName, name);
      const { inputs, failures } = cloud.check(type, name, { plain, secrets: [] });
      for (const { property, reason } of failures) {
        this.fault(seed, `inputs.${property}`, reason);
      }
      const place = this.place(seed, pkg, facts.global === true, others);
      if (place === undefined) {
        return [];
      }
      cloud.place = place;
      const id = this.idOf(seed, cloud, inputs);
      const row = { ...cloud.form(type, inputs, digitsOf(seed, place), id), secrets: [] };
      return [{ seed, place, row: { ...row, seed: { file: this.file, name, inputs: given } } }];
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      this.fault(seed, "type", `want a kind that the offline cloud knows, got ${error.message}`);
      return [];
    }
  }

  /** The given id, if it is one that the service could have given. */
  private idOf(seed: Seed, cloud: OfflineCloud, inputs: Bag): string | undefined {
    const { id, type } = seed;
    if (id === undefined) {
      return undefined;
    }
    const made = cloud.form(type, inputs, digitsOf(seed, cloud.place)).id;
    const mark = "\u0000";
    const form = cloud.form(type, inputs, (length) => mark.repeat(length)).id;
    const pattern = escaped(form).replaceAll(/\u0000+/g, "[0-9a-fA-F]{8,40}");
    if (!new RegExp(`^${pattern}$`).test(id)) {
      const want = form.includes(mark)
        ? `an id such as "${made}"`
        : `"${made}", which its inputs give it, or no id`;
      this.fault(seed, "id", `want ${want}, got "${id}"`);
    }
    return id;
  }

  private place(
    seed: Seed,
    pkg: string,
    isGlobal: boolean,
    others: readonly Formed[],
  ): Place | undefined {
    const { account = "", region = "", cluster = "", server = "", owner = "" } = seed.place;
    const wanted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      aws: isGlobal ? { account } : { account, region },
      kubernetes: { account, region, cluster },
      github: { owner },
    };
    const needed = wanted[pkg] ?? { server };
    const missing = Object.keys(needed).filter((key) => needed[key] === "");
    for (const key of missing) {
      this.fault(seed, key, `want ${places[key] ?? "a place"}, got nothing`);
    }
    if (missing.length > 0) {
      return undefined;
    }
    if (pkg !== "kubernetes") {
      const isAws = pkg === "aws";
      const name = isAws ? account : pkg === "github" ? owner : server;
      return { account: name, region: isAws ? region : "" };
    }
    const partition = `aws/${account}/${region}`;
    const isCluster = (row: Pick<Seeded, "partition" | "token" | "id">) =>
      row.partition === partition && row.token === clusterKind && row.id === cluster;
    const found =
      others.map(({ row }) => row).find(isCluster) ??
      this.store.get(partition, clusterKind, cluster);
    const endpoint = found?.state["endpoint"];
    if (typeof endpoint !== "string") {
      const there = `of account ${account} in ${region}`;
      this.fault(seed, "cluster", `want an EKS cluster ${there}, got "${cluster}"; seed it, too`);
      return undefined;
    }
    return { account: endpoint, region: "" };
  }

  private fault({ name }: Seed, path: string, reason: string): void {
    this.faults.push({ seed: name, path, reason });
  }
}

const clusterKind = "aws:eks/cluster:Cluster";

const places: Readonly<Record<string, string>> = {
  account: "the AWS account, 12 digits in quotes",
  region: "an AWS region such as eu-west-1",
  cluster: "the name of an EKS cluster",
  server: "the server's address, as the organisation's files have it",
  owner: "a GitHub organisation",
};

/** Hexadecimal digits that are the same for the same seed whenever it is asked. */
function digitsOf({ name, type }: Seed, { account, region }: Place): (length: number) => string {
  let asked = 0;
  return (length) => {
    const text = [account, region, type, name, asked++].join(" ");
    return createHash("sha512").update(text).digest("hex").slice(0, length);
  };
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
