import { grownBy } from "../demand";
import { reservedBySubnet, sizeOf, usableAddresses, widestPrefix } from "../sizes";
import { isPlaced, nameOf, type Placed, type Report, type Row } from "./audit-row";
import { FreeRoom, placeOf } from "./audit-free";
import type { Parents } from "./audit-nesting";
import { Space } from "./space";

/**
 * Tells which sizes have no room in what they are cut from, and which needs outgrow their rows and
 * the free ones beside them.
 */
export function auditRoom(
  rows: readonly Row[],
  parents: Parents,
  horizonMonths: number,
  report: Report,
): void {
  const free = new FreeRoom(rows, parents);
  const inside = Map.groupBy(rows.filter(isPlaced), (row) => parents.get(row));
  const sized = rows.filter((row) => row.block === undefined && row.status !== "free");
  for (const [parent, cut] of Map.groupBy(sized, (row) => parents.get(row))) {
    if (parent !== undefined) {
      placeSizes(parent, cut, inside.get(parent) ?? [], free, report);
    }
  }
  const helped = helpers(rows, parents);
  rows
    .filter(({ status, range }) => status === "used" && range.needed !== undefined)
    .forEach((row) => {
      lasts(row, helped(row), free, horizonMonths, report);
    });
}

function placeSizes(
  parent: Row,
  sized: readonly Row[],
  beside: readonly Placed[],
  free: FreeRoom,
  report: Report,
): void {
  // Of a parent that has only a size, any place will do.
  const space = new Space([parent.block ?? { start: 0, prefix: parent.each }]);
  const blocks = new Map(beside.map(({ block, range }) => [range.cidr, block]));
  blocks.forEach((block) => {
    space.exclude(block);
  });
  for (const row of sized.toSorted((a, b) => a.each - b.each || a.index - b.index)) {
    let found = 0;
    while (found < row.zones && (space.allocate(row.each) ?? free.use(row, row.each))) {
      found++;
    }
    if (found < row.zones) {
      const all = row.zones === 1 ? `a /${row.each}` : `${row.zones} times a /${row.each}`;
      report(row, {
        rule: "room",
        column: "size",
        because: `it takes ${all} of ${nameOf(parent)}, ${found === 0 ? "where none is left" : `where ${found} are left`}`,
        want: `room for ${all} beside the other rows`,
        fix: "narrow it, or widen what it is cut from",
      });
    }
  }
}

const capacityOf = ({ kind, zones, each, block }: Row): number =>
  kind === "subnet" ? zones * Math.max(0, usableAddresses(each)) : sizeOf(block?.prefix ?? each);

/**
 * Rows of the same tier that serve the need that a row states for it; none, if another one states
 * a need too.
 */
function helpers(rows: readonly Row[], parents: Parents) {
  const used = rows.filter(({ status, range }) => status === "used" && range.tier !== undefined);
  const tierOf = (row: Row) => `${placeOf(row, parents)}\n${row.range.tier?.toLowerCase() ?? ""}`;
  const tiers = new Map(
    [...Map.groupBy(used, tierOf)].map(([tier, all]) => [
      tier,
      Map.groupBy(all, ({ range }) => range.zone?.toLowerCase()),
    ]),
  );
  const isNeedy = ({ range }: Row) => range.needed !== undefined;
  const needy = new Map(
    [...tiers.values()]
      .flatMap((zones) => [...zones.values()])
      .map((all) => [all, all.filter(isNeedy).length]),
  );
  return (row: Row): readonly Row[] => {
    const { tier, zone } = row.range;
    const zones = tier === undefined ? undefined : tiers.get(tierOf(row));
    const lists =
      zone === undefined
        ? [...(zones?.values() ?? [])]
        : [zones?.get(zone.toLowerCase()) ?? [], zones?.get(undefined) ?? []];
    const needs = lists.reduce((sum, all) => sum + (needy.get(all) ?? 0), 0);
    return needs > 1 ? [] : lists.flat().filter((other) => other !== row);
  };
}

function lasts(
  row: Row,
  others: readonly Row[],
  free: FreeRoom,
  horizonMonths: number,
  report: Report,
): void {
  const { needed = 0, growthPercent = 0 } = row.range;
  const need = (month: number) => grownBy(needed, growthPercent, month);
  const own = [row, ...others].reduce((sum, one) => sum + capacityOf(one), 0);
  const taken = free.take(row, need(horizonMonths) - own);
  const month = Array.from({ length: horizonMonths + 1 }, (_, at) => at).find(
    (at) => need(at) > own + taken,
  );
  if (month === undefined) {
    return;
  }
  const beside = taken === 0 ? "" : `, with ${taken} free beside it,`;
  const shared = others.length === 0 ? "" : ` with ${others.length} more of its tier`;
  report(row, {
    rule: "runway",
    column: "needed",
    because:
      `it holds ${own}${shared}${beside} and needs ${need(month)} ` +
      `in month ${month} of ${horizonMonths}; ${lasting(row, need(horizonMonths))}`,
    want: roomFor(need(horizonMonths)),
    fix: "widen it, or keep a free row beside it",
  });
}

const roomFor = (addresses: number): string =>
  addresses > sizeOf(0) ? "a need that IPv4 has room for" : `room for ${addresses} addresses`;

/** The prefix of one range that would hold a need, in each zone. */
function lasting({ kind, zones, block }: Row, wanted: number): string {
  const isSubnet = kind === "subnet";
  const parts = isSubnet && block === undefined ? zones : 1;
  const fitting =
    32 - Math.ceil(Math.log2(Math.ceil(wanted / parts) + (isSubnet ? reservedBySubnet : 0)));
  return fitting < (isSubnet ? widestPrefix : 0)
    ? `no ${isSubnet ? "subnet" : "range"} would last`
    : `a /${fitting} would last`;
}
