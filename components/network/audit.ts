import { faultsAlone, unusable } from "./internal/audit-alone";
import { malformedRange } from "./internal/audit-malformed";
import { parentsOf } from "./internal/audit-nesting";
import { overlapping } from "./internal/audit-overlaps";
import { auditRoom } from "./internal/audit-room";
import {
  type AuditedRange,
  type AuditFinding,
  type Fault,
  findingOf,
  isPlaced,
  type Row,
} from "./internal/audit-row";
import { bitsFor, prefixOfSize } from "./internal/audit-size";
import { blockOf } from "./internal/space";
import { isNetwork } from "./ranges";

export { withKinds } from "./internal/audit-kinds";
export type { AuditedRange, AuditFinding } from "./internal/audit-row";

/**
 * What is wrong with a plan that someone else wrote: ranges that are none, sizes that AWS does not
 * take, wrong counts, ranges outside the one that they are cut from, rows twice, overlaps, labels
 * that contradict the range, sizes without room, and too little room for the horizon. One fault
 * makes one finding: a malformed row is told alone, and rows that overlap are told without what is
 * cut from them. Pure.
 */
export function auditRanges(
  ranges: readonly AuditedRange[],
  horizonMonths: number,
): AuditFinding[] {
  const findings: AuditFinding[][] = ranges.map(() => []);
  const rows: Row[] = [];
  const unread = new Set<string>();
  ranges.forEach((range, index) => {
    const place = range.place ?? `ranges[${index}]`;
    const read = rowOf(range, index, place);
    if ("fault" in read) {
      [range.cidr ?? "", range.purpose].forEach((name) => unread.add(name));
      findings[index]?.push(findingOf(range, place, read.fault));
    } else {
      rows.push(read.row);
    }
  });
  const report = (row: Row, fault: Fault) => {
    findings[row.index]?.push(findingOf(row.range, row.place, fault));
  };
  for (const row of rows) {
    faultsAlone(row).forEach((fault) => {
      report(row, fault);
    });
  }
  const nesting = parentsOf(rows, unread, report);
  const barred = new Map(rows.map((row) => [row, unusable(row)]));
  for (const row of rows) {
    // What is cut from a range that can't be used goes with it.
    const outer = nesting.parents.get(row);
    if (outer === undefined || barred.get(outer) === undefined) {
      [barred.get(row) ?? []].flat().forEach((fault) => {
        report(row, fault);
      });
    }
  }
  overlapping(rows.filter(isPlaced), nesting, report);
  auditRoom(rows, nesting.parents, horizonMonths, report);
  return findings.flat();
}

const isEach = (size: AuditedRange["size"]) =>
  typeof size === "string" && /\b(each|per|je|pro)\b/i.test(size);

/** A range as a row that can be judged, or why it can't. */
function rowOf(
  range: AuditedRange,
  index: number,
  place: string,
): { readonly row: Row } | { readonly fault: Fault } {
  const { cidr, size, tier, zone, zones = 1, status = "used", domain = "" } = range;
  const sized = size === undefined ? undefined : prefixOfSize(size);
  if (cidr !== undefined && !isNetwork(cidr)) {
    return { fault: malformedRange(cidr) };
  }
  if ((size !== undefined && sized === undefined) || (cidr === undefined && size === undefined)) {
    return {
      fault: {
        rule: "malformed",
        column: size === undefined ? "cidr" : "size",
        ...(size === undefined ? { because: "it has neither a range nor a size" } : {}),
        want:
          size === undefined
            ? "an IPv4 network such as 10.0.0.0/16"
            : "a prefix such as /20, or a number of addresses above 32",
        fix: size === undefined ? "fill in one of them" : "correct the size",
      },
    };
  }
  const isSubnet = [tier, zone, range.zones].some((value) => value !== undefined);
  const kind = range.kind ?? (isSubnet ? "subnet" : "external");
  const block = cidr === undefined ? undefined : blockOf(cidr);
  const common = { index, range, place, kind, status, domain };
  if (block === undefined) {
    return { row: { ...common, zones, each: sized ?? 32 } };
  }
  // A size that equals the range is that of all zones together.
  const isOfAll = sized === undefined || (zones > 1 && sized === block.prefix && !isEach(size));
  const each = isOfAll ? block.prefix + bitsFor(zones) : sized;
  return { row: { ...common, block, zones, each } };
}
