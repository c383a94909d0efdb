import { sizeOf } from "../sizes";
import { isPlaced, nameOf, type Placed, type Report, type Row } from "./audit-row";

/** The row that each one is cut from; none for one that is cut from no row. */
export type Parents = ReadonlyMap<Row, Row>;

/** The row that each is cut from, and the one that each says it is cut from and is not. */
export interface Nesting {
  readonly parents: Parents;
  readonly mistaken: Parents;
  /** Rows that lie in two VPCs which overlap. */
  readonly contested: ReadonlySet<Row>;
}

const endOf = ({ block }: Placed) => block.start + sizeOf(block.prefix);
const contains = (outer: Placed, inner: Placed) =>
  outer.block.start <= inner.block.start && endOf(outer) >= endOf(inner);

/** Rows of one kind are not cut from each other, unless they are containers. */
const ranks = { container: 0, vpc: 1, subnet: 2, external: 2 };
const rankOf = ({ kind, status }: Row) => (status === "used" ? ranks[kind] : 2);

/**
 * Finds the row that each is cut from, by its `within` or else by what lies around it.
 * @param unread Ranges and purposes of rows that are malformed; who is cut from one is not at fault.
 */
export function parentsOf(
  rows: readonly Row[],
  unread: ReadonlySet<string>,
  report: Report,
): Nesting {
  const placed = rows.filter(isPlaced);
  const named = new Names(placed);
  const around = containing(placed);
  const above = sizeParents(rows);
  const [parents, mistaken] = [new Map<Row, Row>(), new Map<Row, Row>()];
  const absent: Row[] = [];
  for (const row of rows) {
    const { within } = row.range;
    const outer = within === undefined ? undefined : named.find(within, row);
    const isRight = outer !== undefined && (!isPlaced(row) || contains(outer, row));
    if (outer !== undefined && !isRight) {
      mistaken.set(row, outer);
    } else if (within !== undefined && !isRight && !unread.has(within)) {
      absent.push(row);
    }
    const free = isPlaced(row)
      ? (within === undefined ? around.own : around.any).get(row)
      : within === undefined
        ? above(row)
        : undefined;
    const parent = isRight ? outer : free;
    if (parent !== undefined) {
      parents.set(row, parent);
    }
  }
  withoutRow(absent, report);
  outside(rows, parents, mistaken, around.any, report);
  return { parents, mistaken, contested: around.contested };
}

/** Tells once of each range that others are cut from and that no row has. */
function withoutRow(absent: readonly Row[], report: Report): void {
  for (const [within = "", [row, ...others]] of Map.groupBy(absent, ({ range }) => range.within)) {
    if (row !== undefined) {
      const also =
        others.length === 0 ? "" : `, nor any for the ${others.length} others cut from it`;
      report(row, {
        rule: "outside",
        column: "within",
        because: `it is cut from ${within}, which no row has${also}`,
        want: "the range of a row",
        fix: `add a row for ${within}, or correct it`,
      });
    }
  }
}

/** Tells of rows outside of what they say they are cut from; once, if it holds none of several. */
function outside(
  rows: readonly Row[],
  parents: Parents,
  mistaken: Parents,
  around: ReadonlyMap<Row, Row>,
  report: Report,
): void {
  const right = new Set(
    rows.filter((row) => row.range.within !== undefined).map((row) => parents.get(row)),
  );
  const cut = Map.groupBy(mistaken.keys(), (row) => mistaken.get(row));
  for (const [outer, inner] of cut) {
    const range = outer?.range.cidr ?? "";
    if (outer !== undefined && inner.length > 1 && !right.has(outer)) {
      report(outer, {
        rule: "outside",
        column: "cidr",
        because: `it holds none of the ${inner.length} rows that are cut from it, such as ${inner.map(nameOf)[0] ?? ""}`,
        want: "a range around them",
        fix: "correct it",
      });
      continue;
    }
    for (const row of inner) {
      const other = around.get(row);
      const lies = other === undefined ? "" : `, but in ${nameOf(other)}`;
      report(row, {
        rule: "outside",
        column: "within",
        because: `it is not inside ${range}, which it is cut from${lies}`,
        want: `a range inside ${range}`,
        fix: "correct one of the two",
      });
    }
  }
}

/** Rows by what others call them. */
class Names {
  private readonly rows = new Map<string, Placed[]>();

  public constructor(placed: readonly Placed[]) {
    for (const row of placed) {
      for (const name of [row.range.cidr ?? "", row.range.purpose.toLowerCase()]) {
        // Two are enough to find another one than the row that asks.
        for (const key of [name, `${name}\n${row.domain}`]) {
          const others = this.rows.get(key) ?? [];
          if (others.length < 2) {
            this.rows.set(key, [...others, row]);
          }
        }
      }
    }
  }

  public find(name: string, row: Row): Placed | undefined {
    return [`${name}\n${row.domain}`, `${name.toLowerCase()}\n${row.domain}`, name]
      .flatMap((key) => this.rows.get(key) ?? [])
      .find((other) => other !== row);
  }
}

/** The narrowest row around each that it can be cut from, and the narrowest of any kind. */
function containing(placed: readonly Placed[]) {
  const [own, any] = [new Map<Row, Row>(), new Map<Row, Row>()];
  const [contested, shared] = [new Set<Row>(), new Set<Row>()];
  for (const rows of grouped(placed, ({ domain }) => domain)) {
    const open: Placed[] = [];
    for (const row of rows.toSorted(byRange)) {
      closeBefore(open, row);
      const isWider = (outer: Placed) =>
        outer.block.prefix < row.block.prefix || rankOf(outer) < rankOf(row);
      const narrowest = open.findLast(isWider);
      const parent = open.findLast(
        (outer) => isWider(outer) && (outer.kind === "container" || isCutFromVpc(row)),
      );
      if (narrowest !== undefined) {
        any.set(row, narrowest);
      }
      if (parent !== undefined) {
        own.set(row, parent);
      }
      const vpcs = open.filter((outer) => outer.kind === "vpc" && isWider(outer));
      if (isCutFromVpc(row) && (vpcs.length > 1 || vpcs.some((outer) => shared.has(outer)))) {
        contested.add(row);
      }
      const same = open.find(
        ({ block, kind }) => block.prefix === row.block.prefix && kind === row.kind,
      );
      if (same !== undefined && !isTwin(same, row)) {
        shared.add(same);
      }
      if (rankOf(row) < 2 && same === undefined) {
        open.push(row);
      }
    }
  }
  return { own, any, contested };
}

/** Whether two rows say the same. */
export function isTwin(one: Row, other: Row): boolean {
  const traits = ({ range }: Row) =>
    [range.cidr, range.purpose, range.tier, range.zone]
      .map((text) => text?.trim().toLowerCase())
      .join("\n");
  return one === other || traits(one) === traits(other);
}

const isCutFromVpc = ({ kind, status }: Row) =>
  kind === "subnet" || kind === "container" || status !== "used";

/** The row that a size without a range is cut from: the only VPC, or the next one above it. */
function sizeParents(rows: readonly Row[]): (row: Row) => Row | undefined {
  const outer = Map.groupBy(
    rows.filter((row) => rankOf(row) < 2),
    ({ domain }) => domain,
  );
  const vpcs = new Map(
    [...outer].map(([domain, all]) => [domain, all.filter(({ kind }) => kind === "vpc")]),
  );
  return (row) => {
    const all = (outer.get(row.domain) ?? []).filter(({ kind }) => kind === "container");
    const own = isCutFromVpc(row) ? (vpcs.get(row.domain) ?? []) : [];
    const fitting = row.kind === "container" ? [] : own.length > 0 ? own : all;
    return fitting.length === 1 ? fitting[0] : fitting.findLast(({ index }) => index < row.index);
  };
}

export const byRange = (a: Placed, b: Placed) =>
  a.block.start - b.block.start ||
  a.block.prefix - b.block.prefix ||
  rankOf(a) - rankOf(b) ||
  a.index - b.index;

/** Drops the ranges that end before a row begins. */
export function closeBefore(open: Placed[], row: Placed): void {
  for (let last = open.at(-1); last !== undefined && endOf(last) <= row.block.start;) {
    open.pop();
    last = open.at(-1);
  }
}

export const grouped = (rows: readonly Placed[], key: (row: Placed) => string) =>
  Map.groupBy(rows, key).values();
