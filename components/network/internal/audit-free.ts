import { narrowestPrefix, reservedBySubnet, sizeOf } from "../sizes";
import type { Parents } from "./audit-nesting";
import { isPlaced, type Placed, type Row } from "./audit-row";

const smallest = sizeOf(narrowestPrefix);

/** What tells which rows are beside each other: what they are cut from, and their routing domain. */
export const placeOf = (row: Row, parents: Parents): string =>
  `${parents.get(row)?.index ?? ""}\n${row.domain}`;

/** A free row, with the addresses of it that nothing takes yet. */
interface Free {
  readonly row: Placed;
  left: number;
}

/** Free rows by what they are cut from, their tier and their zone. */
export class FreeRoom {
  private readonly places = new Map<string, Map<string, Free[]>>();

  public constructor(
    rows: readonly Row[],
    private readonly parents: Parents,
  ) {
    for (const row of rows.filter(isPlaced).filter(({ status }) => status === "free")) {
      const place = placeOf(row, parents);
      const kinds = this.places.get(place) ?? new Map<string, Free[]>();
      const kind = [row.range.tier, row.range.zone].map(lower).join("\n");
      const rows = kinds.get(kind) ?? [];
      rows.push({ row, left: sizeOf(row.block.prefix) });
      kinds.set(kind, rows);
      this.places.set(place, kinds);
    }
  }

  /** Addresses of free rows that a row can grow into, taken up to a number. */
  public take(row: Row, most: number): number {
    let taken = 0;
    for (const rows of this.beside(row)) {
      for (let free = rows.at(-1); free !== undefined && taken < most; free = rows.at(-1)) {
        const isUsable = row.kind !== "subnet" || free.left >= smallest;
        const room = free.left - (row.kind === "subnet" ? reservedBySubnet : 0);
        const part = isUsable ? Math.min(room, most - taken) : 0;
        taken += part;
        free.left -= part;
        if (part === room || !isUsable) {
          rows.pop();
        }
      }
    }
    return taken;
  }

  /** Takes a block for a subnet of a size; false if no free row holds it. */
  public use(row: Row, prefix: number): boolean {
    const free = this.beside(row)
      .flatMap((rows) => rows.slice(-100))
      .find(({ left }) => left >= sizeOf(prefix));
    if (free !== undefined) {
      free.left -= sizeOf(prefix);
    }
    return free !== undefined;
  }

  /** Free rows for a row's tier and zone, or for any. */
  private beside(row: Row): Free[][] {
    const { tier, zone } = row.range;
    return [...(this.places.get(placeOf(row, this.parents)) ?? [])]
      .filter(([kind]) => {
        const [ofTier, ofZone] = kind.split("\n");
        const isTier = ofTier === "" || ofTier === lower(tier);
        return isTier && (ofZone === "" || zone === undefined || ofZone === lower(zone));
      })
      .map(([, rows]) => rows);
  }
}

const lower = (text: string | undefined): string => text?.toLowerCase() ?? "";
