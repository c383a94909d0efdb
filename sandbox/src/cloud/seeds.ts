import { existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

import type { Place, Refusals } from "./ground";
import { refersTo } from "./references";
import { type CloudOf, type Formed, Forming, type Seed, type SeedFault } from "./seed-form";
import type { CloudStore, Seeded } from "./store";

/** The effect of a file on one resource. */
export interface Seeding {
  readonly name: string;
  readonly type: string;
  readonly id: string;
  readonly change: "seeded" | "updated" | "unchanged" | "removed";
}

/** Seeds with faults; thrown, so that the store keeps nothing of the file. */
export class SeedError extends Error {
  public constructor(public readonly faults: readonly SeedFault[]) {
    super("seeds with faults");
  }
}

/**
 * Makes the store hold exactly the resources of a file, as ones that no stack owns, each checked as a
 * create would. Whatever the service makes up follows from a seed's name, so that a second run of the same
 * file changes nothing.
 * @throws SeedError with every fault; then nothing has changed.
 */
export function plant(
  store: CloudStore,
  cloudOf: CloudOf,
  file: string,
  seeds: readonly Seed[],
): Seeding[] {
  return store.exclusively(() => new Planting(store, cloudOf, file).plant(seeds));
}

class Planting {
  private readonly forming: Forming;
  private readonly faults: SeedFault[] = [];
  private readonly placedNow: Seeded[] = [];

  public constructor(
    private readonly store: CloudStore,
    private readonly cloudOf: CloudOf,
    private readonly file: string,
  ) {
    this.forming = new Forming(store, cloudOf, file);
  }

  public plant(seeds: readonly Seed[]): Seeding[] {
    const own = this.own(seeds);
    const formed: Formed[] = [];
    // An object is in a cluster, which the same file may seed.
    const [inClusters, others] = split(seeds, ({ type }) => type.startsWith("kubernetes:"));
    for (const seed of [...others, ...inClusters]) {
      formed.push(...this.forming.formed(seed, formed));
    }
    this.faults.push(...this.forming.faults);
    const bad = new Set(this.faults.map(({ seed }) => seed));
    const formless = seeds.filter((seed) => !formed.some((other) => other.seed === seed));
    const gone = own.filter((row) => !formed.some((other) => isSame(other.row, row)));
    const removed = bad.size > 0 ? [] : this.removed(gone, own);
    const changes = inOrder(formed).map((one) => {
      if (formed.some((other) => bad.has(other.seed.name) && refersTo(one.row, other.row))) {
        bad.add(one.seed.name);
      }
      if (formless.some((other) => names(one.seed, other))) {
        bad.add(one.seed.name);
      }
      return this.placed(one, own, bad);
    });
    if (this.faults.length > 0) {
      throw new SeedError(this.faults);
    }
    const order = seeds.map(({ name }) => name);
    changes.sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
    return [...changes, ...removed];
  }

  /** Resources of this file, or of one that has moved here. */
  private own(seeds: readonly Seed[]): Seeded[] {
    const names = new Set(seeds.map(({ name }) => name));
    return this.store
      .seeded()
      .filter(
        ({ seed }) => seed.file === this.file || (names.has(seed.name) && !existsSync(seed.file)),
      );
  }

  /** Puts a seed there, after the ones that it names; one with a fault too, so that no fault follows from it. */
  private placed({ seed, place, row }: Formed, own: readonly Seeded[], bad: Set<string>): Seeding {
    const { token, id, partition } = row;
    const before = own.find((other) => isSame(other, row));
    const there = this.store.get(partition, token, id);
    const isTaken = this.placedNow.some((other) => isSame(other, row));
    this.placedNow.push(row);
    if (there !== undefined && (before === undefined || isTaken)) {
      const whose =
        there.seed === undefined ? "a stack" : `"${there.seed.name}" of ${there.seed.file}`;
      this.fault(seed, "id", `want an id that nothing has, got "${id}", which ${whose} has`);
    } else if (!bad.has(seed.name)) {
      const { absent, others } = this.refusals(row, place);
      for (const why of absent.length > 0 ? absent : others) {
        const fix = absent.length > 0 ? "; seed it, too" : "";
        this.fault(seed, "inputs", `want inputs that the service takes, got ${why}${fix}`);
        bad.add(seed.name);
      }
    }
    const result = { name: seed.name, type: token, id };
    if (before !== undefined && isDeepStrictEqual(before.seed, row.seed)) {
      return { ...result, change: "unchanged" };
    }
    const { urn, recorded } = before ?? {};
    this.store.put({
      ...row,
      ...(urn === undefined ? {} : { urn }),
      ...(recorded === undefined ? {} : { recorded }),
    });
    const isMoved = before !== undefined && isDeepStrictEqual(before.seed.inputs, row.seed.inputs);
    return { ...result, change: isMoved ? "unchanged" : before ? "updated" : "seeded" };
  }

  private refusals({ token, inputs, ...row }: Seeded, place: Place): Refusals {
    const cloud = this.cloudOf(token.split(":")[0] ?? "");
    if (cloud === undefined) {
      return { absent: [], others: [] };
    }
    cloud.place = place;
    try {
      return cloud.refusals(token, inputs, { ...row, token, inputs });
    } catch (error) {
      // A value that no service would parse.
      return { absent: [], others: [error instanceof Error ? error.message : String(error)] };
    }
  }

  /** Removes resources that the file has no more, unless something beyond the file's own names them. */
  private removed(gone: readonly Seeded[], own: readonly Seeded[]): Seeding[] {
    return gone.map((row) => {
      const { token, id, partition, seed } = row;
      const cloud = this.cloudOf(token.split(":")[0] ?? "");
      const [, account = "", region = ""] = partition.split("/");
      if (cloud !== undefined && token.startsWith("aws:")) {
        cloud.place = { account, region };
      } else if (cloud !== undefined) {
        cloud.place = { account: partition.slice(partition.indexOf("/") + 1), region: "" };
      }
      const user = cloud?.usersOf(row).find((other) => !own.some((mine) => isSame(mine, other)));
      if (user !== undefined) {
        const why = `is in use by ${user.token} ${user.id}`;
        this.faults.push({
          seed: seed.name,
          path: "",
          reason: `want it kept, since ${token} ${id} ${why}, got a file without it; put it back`,
        });
      }
      this.store.remove(partition, token, id);
      return { name: seed.name, type: token, id, change: "removed" };
    });
  }

  private fault({ name }: Seed, path: string, reason: string): void {
    this.faults.push({ seed: name, path, reason });
  }
}

/** Whether a seed's inputs name another one, which has no form to compare with. */
const names = ({ inputs }: Seed, { id, name }: Seed) =>
  JSON.stringify(inputs).includes(JSON.stringify(id ?? name));

type Key = Pick<Seeded, "partition" | "token" | "id">;
const isSame = (one: Key, other: Key) =>
  one.partition === other.partition && one.token === other.token && one.id === other.id;

/** Each behind the ones that it names. */
function inOrder(formed: readonly Formed[]): Formed[] {
  const ordered = new Set<Formed>();
  const begun = new Set<Formed>();
  const visit = (one: Formed) => {
    if (!begun.has(one)) {
      begun.add(one);
      formed.filter((other) => other !== one && refersTo(one.row, other.row)).forEach(visit);
      ordered.add(one);
    }
  };
  formed.forEach(visit);
  return [...ordered];
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
