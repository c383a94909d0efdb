import { usedByAws } from "../ranges";
import { narrowestPrefix, sizeOf, usableAddresses, widestPrefix } from "../sizes";
import {
  type AuditedRange,
  type Fault,
  isPlaced,
  isPrivate,
  isTakenByAws,
  privateRanges,
  type Row,
} from "./audit-row";
import { bitsFor } from "./audit-size";

/** What is wrong with a row by itself. */
export function faultsAlone(row: Row): Fault[] {
  return [...wrongSize(row), ...wrongCount(row), ...labels(row)];
}

function wrongSize(row: Row): Fault[] {
  const { kind, status, zones, each, block, range } = row;
  if (kind === "subnet" && block !== undefined && each - bitsFor(zones) < block.prefix) {
    const fitting = each - bitsFor(zones);
    return zones === 1
      ? [
          {
            rule: "count",
            column: "size",
            because: `its size is ${shownSize(range)}; the range is a /${block.prefix}`,
            want: `/${block.prefix}`,
            fix: "correct the size or the range",
          },
        ]
      : [
          {
            rule: "size",
            column: "size",
            because: `${zones} zones of /${each} take a /${fitting}; the range is a /${block.prefix}`,
            want: `/${block.prefix + bitsFor(zones)} or narrower`,
            fix: "correct the size, the zones or the range",
          },
        ];
  }
  const prefix = kind === "subnet" ? each : (block?.prefix ?? each);
  const isOfAws = (kind === "vpc" || kind === "subnet") && status === "used";
  return isOfAws && (prefix < widestPrefix || prefix > narrowestPrefix)
    ? [
        {
          rule: "size",
          column: block === undefined ? "size" : "cidr",
          because:
            `AWS takes a ${kind} from /${widestPrefix} to /${narrowestPrefix}` +
            (prefix === block?.prefix ? "" : `, and each is a /${prefix}`),
          want: `a prefix from /${widestPrefix} to /${narrowestPrefix}`,
          fix: prefix < widestPrefix ? "divide it" : "widen it",
        },
      ]
    : [];
}

const shownSize = ({ size }: AuditedRange): string =>
  typeof size === "number" ? `${size} addresses` : String(size);

function wrongCount({ range: { addresses, size }, kind, zones, each, block }: Row): Fault[] {
  const prefix = block?.prefix ?? each;
  const isSubnet = kind === "subnet";
  const known = [
    sizeOf(prefix),
    ...(isSubnet ? [usableAddresses(each), sizeOf(each), zones * usableAddresses(each)] : []),
    ...(isSubnet ? [zones * sizeOf(each), usableAddresses(prefix)] : []),
    // Network and broadcast address are nobody's outside of AWS. A row that says nothing of AWS may be in it.
    ...(kind === "external" ? [sizeOf(prefix) - 2, usableAddresses(prefix)] : []),
  ];
  const fault = (column: "addresses" | "size", count: number): Fault => ({
    rule: "count",
    column,
    because:
      `it states ${count} addresses; a /${prefix} has ${sizeOf(prefix)}` +
      (isSubnet ? `, of which AWS leaves ${usableAddresses(prefix)}` : ""),
    want: isSubnet ? `${sizeOf(prefix)} or ${usableAddresses(prefix)}` : `${sizeOf(prefix)}`,
    fix: "correct the number or the range",
  });
  const isHosts = typeof size === "number" && !known.includes(size) && isHostCount(size);
  return [
    ...(addresses === undefined || known.includes(addresses)
      ? []
      : [fault("addresses", addresses)]),
    ...(isHosts && isSubnet ? [fault("size", size)] : []),
  ];
}

/** Whether a number is a network's addresses without its first, or without its first and last. */
const isHostCount = (count: number) =>
  [1, 2].some((few) => Number.isInteger(Math.log2(count + few)));

/** What the purpose says that the range is not. */
function labels(row: Row): Fault[] {
  const { range } = row;
  const { cidr, purpose } = range;
  if (!isPlaced(row) || cidr === undefined) {
    return [];
  }
  const fix = "correct the label or the range";
  const named = purpose.match(/\d+\.\d+\.\d+\.\d+\/\d+/g) ?? [];
  const others = named
    .filter((text) => text !== cidr)
    .map((text) => ({ because: `its label says ${text}`, want: `${cidr} in the label` }));
  const claimsPrivate = /\b(private|internal)\b/i.test(purpose);
  return [
    ...others,
    ...(!isPrivate(row.block) && claimsPrivate
      ? [
          {
            because: "its label says private, and the range is public address space",
            want: `a range in ${privateRanges.join(", ")}`,
          },
        ]
      : []),
  ].map((fault) => ({ rule: "label", column: "purpose", fix, ...fault }));
}

/** Why a VPC's or a subnet's range can't be used: something nearer has it, or the internet. */
export function unusable({ kind, block, range: { purpose } }: Row): Fault | undefined {
  if (block === undefined || (kind !== "vpc" && kind !== "subnet")) {
    return undefined;
  }
  if (isTakenByAws(block)) {
    return {
      rule: "unusable",
      column: "cidr",
      because: `services of AWS use ${usedByAws} inside`,
      want: `a range beside ${usedByAws}`,
      fix: "move it",
    };
  }
  return isPrivate(block) || /\b(private|internal|public)\b/i.test(purpose)
    ? undefined
    : {
        rule: "unusable",
        column: "cidr",
        because: "it is public address space; say public in its label if it is yours",
        want: `a range in ${privateRanges.join(", ")}`,
        fix: "move it, or label it public",
      };
}
