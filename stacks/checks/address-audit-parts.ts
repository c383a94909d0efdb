import type { AuditedRange } from "../../components/network/audit";
import {
  type Cell,
  countIn,
  inUse,
  isBlank,
  mostShown,
  prefixIn,
  shown,
  statusCell,
  statusIn,
} from "./address-audit-cells";
import type { Field } from "./address-audit-columns";
import { cellOf, type TableRow } from "./address-audit-table";

const mostZones = 6;

/** How the cells of one row are read; what one can't be is told. */
export interface Reading {
  readonly take: <T>(field: Field, read: (cell: string) => Cell<T>) => T | undefined;
  readonly words: (field: Field) => string | undefined;
}

/** Whether a table has no range and no size, so that its number of addresses is the size. */
export const isSizeInAddresses = ({ columns }: TableRow): boolean =>
  !(["cidr", "first", "size"] as const).some((field) => columns.has(field));

/** A size, and the number of subnets of it if the cell says one: `3 x /20`. */
export function sizeIn(row: TableRow): readonly [zones: number | undefined, size: string | number] {
  const cell = cellOf(row, isSizeInAddresses(row) ? "addresses" : "size");
  const isEach = /each|per/i.test(row.columns.get("size")?.header ?? "");
  const [, times, each] = /^(\d)\s*[x×*]\s*(\/?\d.*)$/i.exec(cell) ?? [];
  const text = each ?? cell;
  const zones = times === undefined ? undefined : Number(times);
  const count = countIn(text);
  if (isBlank(text)) {
    return [zones, ""];
  }
  if ("value" in count && count.value !== undefined) {
    return [zones, count.value];
  }
  const prefix = /^\d+\.\d+\.\d+\.\d+$/.test(text) ? prefixIn(text) : undefined;
  const size = prefix === undefined ? shown(text).slice(0, mostShown) : `/${prefix}`;
  return [zones, isEach ? `${size} each` : size];
}

/** Whether a row is free or reserved, by its columns or, if they say nothing, by its words. */
export function statusOf(
  row: TableRow,
  isOfAws: boolean,
  { take }: Reading,
): AuditedRange["status"] {
  const [used, kind] = [cellOf(row, "inUse"), cellOf(row, "kind")];
  const status = isOfAws ? undefined : take("status", statusCell);
  const said = status ?? inUse(used) ?? statusIn(kind);
  const isSilent = isBlank(cellOf(row, "status")) && isBlank(used);
  const texts = (["purpose", "description", "tier"] as const).map((field) => cellOf(row, field));
  return said ?? (isSilent ? texts.map(statusNamed).find(Boolean) : undefined);
}

/** Whether a table has the states that AWS's console lists, which are of subnets in use. */
export function hasAwsStates(rows: readonly TableRow[]): boolean {
  const said = rows.map((row) => cellOf(row, "status")).filter((cell) => !isBlank(cell));
  return said.every((cell) => /^(available|pending)$/i.test(cell));
}

/** A name such as `free-tier-app` says of a range what it serves. */
const statusNamed = (text: string) =>
  /^\S+-(?!([a-f]|\d+)$)\p{L}/u.test(text) ? undefined : statusIn(text);

/** Rows whose zone is a number: none, if the numbers tell no rows of a tier apart, and count zones. */
export function indexedZones(rows: readonly TableRow[]): ReadonlySet<TableRow> {
  const numbered = rows.filter((row) => /^\d$/.test(cellOf(row, "zone")));
  const groups = Map.groupBy(numbered, (row) =>
    (["vpc", "tier", "role", "domain"] as const).map((field) => cellOf(row, field)).join("\n"),
  );
  const isIndexed = [...groups.values()].some(
    (group) => new Set(group.map((row) => cellOf(row, "zone"))).size > 1,
  );
  return new Set(isIndexed ? numbered : []);
}

export function zonesOf(
  row: TableRow,
  isIndex: boolean,
  { take, words }: Reading,
): Pick<AuditedRange, "zone" | "zones"> {
  const said = take("zones", zoneCount);
  const cell = cellOf(row, "zone");
  if (said !== undefined && isBlank(cell)) {
    return { zones: said };
  }
  const listed = cell.split(/[,;/&+]|\s+and\s+/).filter((part) => part.trim() !== "");
  const isCount = /^\d+( ?(x|azs?|zones?))?$/i.test(cell) && !isIndex;
  const count = isCount ? take("zone", zoneCount) : listed.length > 1 ? listed.length : undefined;
  const zone = isCount || listed.length > 1 ? undefined : words("zone");
  const zones = said ?? count;
  return { ...(zone === undefined ? {} : { zone }), ...(zones === undefined ? {} : { zones }) };
}

const wordsOfCounts = [
  /^(one|eine?)$/i,
  /^(two|zwei|both)$/i,
  /^(three|drei|all)$/i,
  /^(four|vier)$/i,
];

/** A number of zones, or their names. */
function zoneCount(cell: string): Cell<number> {
  if (isBlank(cell)) {
    return {};
  }
  const word = wordsOfCounts.findIndex((form) => form.test(cell));
  const [, digits = word < 0 ? undefined : String(word + 1)] =
    /^(\d+)(?:[.,]0+)?\s*(?:x|azs?|zones?|zonen)?$/i.exec(cell) ?? [];
  const names = cell.split(/[\s,;/&+]+/).filter((name) => /^[a-z]([a-z0-9-]*)$/i.test(name));
  const count = digits === undefined ? names.length : Number(digits);
  return count >= 1 && count <= mostZones
    ? { value: count }
    : { want: `1 to ${mostZones} zones`, fix: "write their number or their names" };
}

/** The kind that a column such as Type or a status says. */
export function kindIn(cell: string): AuditedRange["kind"] {
  const text = cell.toLowerCase();
  if (/container|supernet|aggregate|summary|pool|super ?block|parent|root/.test(text)) {
    return "container";
  }
  if (/^(aws )?(vpc|vnet|virtual network)( cidr)?$/.test(text)) {
    return "vpc";
  }
  if (/subnet/.test(text)) {
    return "subnet";
  }
  return /extern|on-?prem|office|partner|peer|vpn|data ?cent/.test(text) ? "external" : undefined;
}
