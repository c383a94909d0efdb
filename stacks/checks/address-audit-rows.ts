import { type AuditedRange, type AuditFinding, withKinds } from "../../components/network/audit";
import { isNetwork } from "../../components/network/ranges";
import {
  type Cell,
  cleaned,
  countIn,
  isBlank,
  isVisible,
  mostShown,
  networkIn,
  percentIn,
  prefixIn,
  shown,
} from "./address-audit-cells";
import type { Field } from "./address-audit-columns";
import {
  hasAwsStates,
  indexedZones,
  isSizeInAddresses,
  kindIn,
  sizeIn,
  statusOf,
  zonesOf,
} from "./address-audit-parts";
import { cellOf, type TableRow } from "./address-audit-table";

/** A finding in a table: its column by the header. */
export type CellFinding = Omit<AuditFinding, "column"> & { readonly column: string };

/** What a table says: ranges to audit, cells that say nothing, and how many rows are IPv6. */
export interface TableRanges {
  readonly ranges: readonly AuditedRange[];
  readonly findings: readonly CellFinding[];
  readonly ipv6: number;
  /** Lines that are taken for headings or totals. */
  readonly headings: readonly number[];
  /** What others may call rows that can't be read. */
  readonly lost: ReadonlySet<string>;
}

export const placeOf = ({ line }: TableRow): string => `line ${line}`;

/** The ranges of a table's rows. Headings, totals and lines of dashes are none. */
export function rangesOf(rows: readonly TableRow[]): TableRanges {
  const findings: CellFinding[] = [];
  const {
    headings = [],
    ipv6 = [],
    read = [],
  } = Object.groupBy(rows, (row) => (isHeading(row) ? "headings" : isIpv6(row) ? "ipv6" : "read"));
  const context = { indexed: indexedZones(read), isOfAws: hasAwsStates(read), findings };
  const { whole = [], lost = [] } = Object.groupBy(read, (row) =>
    isUnreadable(row, findings) ? "lost" : "whole",
  );
  const given = withKinds(whole.map((row) => rangeOf(row, context)));
  const vpcs = vpcRows(whole, given);
  const ranges = given.map((range, at) => inVpc(range, whole[at], vpcs));
  return {
    ranges: [...vpcsBeside(whole, ranges), ...ranges],
    findings,
    ipv6: ipv6.length,
    headings: headings.map(({ line }) => line),
    lost: new Set(lost.flatMap((row) => [cellOf(row, "cidr"), cellOf(row, "purpose")])),
  };
}

/** Lines between rows: headings, totals, rules. */
function isHeading({ cells, filled, beyond }: TableRow): boolean {
  const isRule = filled.every((cell) => /^:?[-=_*]+:?$/.test(cell));
  const isTitle = filled.length === 1 && cells.size > 1 && !/\d/.test(filled[0] ?? "");
  const isBare = [cells.get("cidr"), cells.get("size")].every((cell) => isBlank(cell ?? ""));
  const isTotal = filled.some((cell) => /^(grand |sub)?(total|sum(me)?|gesamt)\b/i.test(cell));
  return beyond.length === 0 && (isRule || isTitle || (isBare && isTotal));
}

const ipv6Form = /^[\da-f]*:[\da-f:.]*:[\da-f.]*(\/\d+)?$/i;
const isIpv6 = (row: TableRow) => ipv6Form.test(cellOf(row, "cidr"));

/** Whether no cell of a row can be trusted, or its range has a mask that is none. */
function isUnreadable(row: TableRow, findings: CellFinding[]): boolean {
  const [first] = row.beyond;
  if (first !== undefined) {
    const want = "no cell to the right of the last header";
    const fix = "quote the cell that has the delimiter in it";
    findings.push(cellFinding(row, "beyond the headers", first, want, fix));
    return true;
  }
  const mask = cellOf(row, "mask");
  if (isBlank(mask) || isBlank(cellOf(row, "cidr")) || prefixIn(mask) !== undefined) {
    return false;
  }
  const header = row.columns.get("mask")?.header ?? "mask";
  const want = "a mask such as 24 or 255.255.255.0";
  findings.push(cellFinding(row, header, mask, want, "correct it"));
  return true;
}

function cellFinding(
  row: TableRow,
  column: string,
  value: string,
  want: string,
  fix: string,
): CellFinding {
  const given = shown(value).slice(0, mostShown);
  const title = `${shown(cellOf(row, "cidr")).slice(0, mostShown)} (${purposeOf(row)})`;
  const message = `${title}: want ${want}, got "${given}"; ${fix}`;
  return { rule: "malformed", path: placeOf(row), column, value: given, want, fix, message };
}

function purposeOf(row: TableRow): string {
  const text = cellOf(row, "purpose");
  const parts = (["vpc", "tier", "role", "zone"] as const).map((field) => cellOf(row, field));
  const own = text === "" ? parts.filter(Boolean).join(" ") : text;
  return shown(own === "" ? "no name" : own).slice(0, mostShown);
}

/** What of the other rows decides how one is read. */
interface Context {
  readonly indexed: ReadonlySet<TableRow>;
  readonly isOfAws: boolean;
  readonly findings: CellFinding[];
}

function rangeOf(row: TableRow, { indexed, isOfAws, findings }: Context): AuditedRange {
  const refuse = (field: Field, value: string, want: string, fix: string) => {
    findings.push(cellFinding(row, row.columns.get(field)?.header ?? field, value, want, fix));
  };
  const take = <T>(field: Field, read: (cell: string) => Cell<T>): T | undefined => {
    const cell = cellOf(row, field);
    const taken = read(cell);
    if ("want" in taken) {
      refuse(field, cell, taken.want, taken.fix);
      return undefined;
    }
    return taken.value;
  };
  const words = (field: Field) => {
    const cell = cellOf(row, field);
    if (!isVisible(cell)) {
      refuse(field, cell, "text without control characters and marks of direction", "type it anew");
    }
    return isBlank(cell) ? undefined : shown(cell).slice(0, mostShown);
  };
  words("purpose");
  const [sizeZones, size] = sizeIn(row);
  const { cidr, isOwnSize } = cidrOf(row, typeof size === "string" ? size : "");
  const isZoned = [cellOf(row, "zone"), cellOf(row, "zones")].some((cell) => !isBlank(cell));
  // A role without zones is the purpose of any network, and no tier of a VPC.
  const tier = words("tier") ?? (isZoned ? words("role") : undefined);
  const typed = words("kind") ?? "";
  const status = statusOf(row, isOfAws, { take, words });
  const kind = kindIn(typed) ?? kindIn(cellOf(row, "status")) ?? kindOfTier(row);
  const { zone, zones } = zonesOf(row, indexed.has(row), { take, words });
  const growth = take("growth", percentIn);
  const yearly = take("yearlyGrowth", percentIn);
  const growthPercent =
    growth ?? (yearly === undefined ? undefined : ((1 + yearly / 100) ** (1 / 12) - 1) * 100);
  return {
    ...known({
      cidr,
      kind,
      within: words("within"),
      domain: words("domain"),
      status,
      tier: kind === "vpc" || kind === "container" ? undefined : tier,
      zone,
      zones: zones ?? sizeZones,
      size: isOwnSize ? undefined : typeof size === "number" || size !== "" ? size : undefined,
      addresses: isSizeInAddresses(row) ? undefined : take("addresses", countIn),
      needed: take("needed", countIn),
      growthPercent,
    }),
    purpose: purposeOf(row),
    place: placeOf(row),
  };
}

function kindOfTier(row: TableRow): AuditedRange["kind"] {
  const tier = cellOf(row, "tier");
  return /^(vpc|vnet)$/i.test(tier)
    ? "vpc"
    : /^(container|supernet|pool)$/i.test(tier)
      ? "container"
      : undefined;
}

/** The keys that have a value. */
function known<T extends object>(given: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

function cidrOf(
  row: TableRow,
  size: string,
): { readonly cidr: string | undefined; readonly isOwnSize: boolean } {
  const ends = [cellOf(row, "first"), cellOf(row, "last")].filter((end) => !isBlank(end));
  const cell = row.columns.has("first") ? ends.join(" - ") : cellOf(row, "cidr");
  const mask = cellOf(row, "mask");
  if (isBlank(cell)) {
    return { cidr: undefined, isOwnSize: false };
  }
  const isBare = /^\d+\.\d+\.\d+\.\d+$/.test(cell);
  const isOwnSize = isBare && isBlank(mask) && prefixIn(size) !== undefined;
  const cidr = networkIn(cell, isBlank(mask) ? size : mask);
  return { cidr: shown(cidr).slice(0, mostShown), isOwnSize };
}

/** Rows of VPCs by what other rows call them. */
function vpcRows(rows: readonly TableRow[], ranges: readonly AuditedRange[]) {
  const named = new Map<string, AuditedRange[]>();
  const hasVpcs = ranges.some(({ kind }) => kind === "vpc");
  ranges.forEach((range, at) => {
    if (range.kind === (hasVpcs ? "vpc" : "container")) {
      const row = rows[at];
      const own = row === undefined ? [] : [cellOf(row, "vpc"), cellOf(row, "purpose")];
      for (const name of new Set([...own, range.purpose].map(vpcKey))) {
        const others = named.get(name) ?? [];
        others.push(range);
        named.set(name, others);
      }
    }
  });
  return named;
}

const vpcKey = (name: string) => cleaned(name).toLowerCase();

/** A row with the VPC that it names; if a name has several ranges, its own range decides. */
function inVpc(
  range: AuditedRange,
  row: TableRow | undefined,
  vpcs: ReadonlyMap<string, readonly AuditedRange[]>,
): AuditedRange {
  const name = row === undefined ? "" : cellOf(row, "vpc");
  const isWhole = range.kind === "vpc" || (range.kind === "container" && range.tier === undefined);
  if (range.within !== undefined || isBlank(name) || isWhole) {
    return range;
  }
  if (isNetwork(name)) {
    return { ...range, within: name };
  }
  const named = vpcs.get(vpcKey(name)) ?? [];
  const [first] = named;
  if (named.length !== 1 || first?.cidr === undefined || !isNetwork(first.cidr)) {
    return range;
  }
  const isAlone = (vpcs.get(vpcKey(first.purpose)) ?? []).length === 1;
  return { ...range, within: isAlone ? first.purpose : first.cidr };
}

/** VPCs that have no row of their own, as each row has their range in a column. */
function vpcsBeside(rows: readonly TableRow[], ranges: readonly AuditedRange[]): AuditedRange[] {
  const known = new Set(ranges.map(({ cidr }) => cidr));
  return ranges.flatMap(({ within }, at): AuditedRange[] => {
    const row = rows[at];
    const field = row === undefined || isBlank(cellOf(row, "within")) ? "vpc" : "within";
    const isOfVpc = /^vpc/i.test(row?.columns.get(field)?.header ?? "");
    if (
      row === undefined ||
      !isOfVpc ||
      within === undefined ||
      known.has(within) ||
      !isNetwork(within)
    ) {
      return [];
    }
    known.add(within);
    const name = field === "within" ? cellOf(row, "vpc") : "";
    const purpose = isBlank(name) ? "VPC" : shown(name).slice(0, mostShown);
    return [{ cidr: within, purpose, kind: "vpc", place: `${placeOf(row)} (VPC)` }];
  });
}
