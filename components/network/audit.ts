import { grownBy } from "./demand";
import { isNetwork, overlaps } from "./ranges";
import { narrowestPrefix, reservedBySubnet, sizeOf, usableAddresses, widestPrefix } from "./sizes";
import { blockOf, cidrOf } from "./internal/space";

/** A range as someone wrote it down by hand. */
export interface AuditedRange {
  readonly cidr: string;
  /** Its purpose, in their words. */
  readonly purpose: string;
  /** `vpc` and `subnet` have AWS's sizes; `external` is what others use. Default: `external`. */
  readonly kind?: "vpc" | "subnet" | "external";
  /** CIDR of the range that it is cut from. */
  readonly within?: string;
  /** Ranges may overlap only in different routing domains. Default: one for all. */
  readonly domain?: string;
  /** Size that the plan states: all addresses, or the usable ones. */
  readonly addresses?: number;
  /** Addresses needed today. */
  readonly needed?: number;
  /** Growth of the need, percent a month. Default: 0. */
  readonly growthPercent?: number;
}

/** One thing that is wrong with a plan. */
export interface AuditFinding {
  readonly rule: "malformed" | "size" | "count" | "outside" | "overlap" | "label" | "runway";
  /** Place in the list, such as `ranges[3]`. */
  readonly path: string;
  readonly message: string;
}

/** Private ranges; https://www.rfc-editor.org/rfc/rfc1918 and, for carriers, https://www.rfc-editor.org/rfc/rfc6598 */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/**
 * What is wrong with a plan that someone else wrote: ranges that are none, sizes that AWS does not
 * take, wrong counts, ranges outside the one that they are cut from, overlaps, labels that
 * contradict the range, and too little room for the horizon. Pure.
 */
export function auditRanges(
  ranges: readonly AuditedRange[],
  horizonMonths: number,
): AuditFinding[] {
  const findings: AuditFinding[] = [];
  ranges.forEach((range, index) => {
    const path = `ranges[${index}]`;
    const add = (rule: AuditFinding["rule"], message: string) => {
      findings.push({ rule, path, message: `${range.cidr} (${range.purpose}): ${message}` });
    };
    if (!isNetwork(range.cidr)) {
      add("malformed", malformed(range.cidr));
      return;
    }
    const { prefix } = blockOf(range.cidr);
    if (range.kind !== undefined && range.kind !== "external") {
      if (prefix < widestPrefix || prefix > narrowestPrefix) {
        add("size", `AWS takes a ${range.kind} from /${widestPrefix} to /${narrowestPrefix}`);
      }
    }
    wrongCount(range, prefix).forEach((message) => {
      add("count", message);
    });
    labels(range).forEach((message) => {
      add("label", message);
    });
    if (range.within !== undefined && !contains(range.within, range.cidr)) {
      add("outside", `it is not inside ${range.within}, which it is cut from`);
    }
    for (const [other, earlier] of ranges.slice(0, index).entries()) {
      if (collide(range, earlier)) {
        add("overlap", `it overlaps ranges[${other}] ${earlier.cidr} (${earlier.purpose})`);
      }
    }
    lacking(range, prefix, horizonMonths).forEach((message) => {
      add("runway", message);
    });
  });
  return findings;
}

function malformed(cidr: string): string {
  const [address = "", length = ""] = cidr.split("/");
  if (!/^\d+$/.test(length) || Number(length) > 32 || !isNetwork(`${address}/32`)) {
    return "want an IPv4 network such as 10.0.0.0/16";
  }
  return `it has bits behind its prefix; the network is ${cidrOf(blockOf(cidr))}`;
}

function wrongCount({ addresses, kind }: AuditedRange, prefix: number): string[] {
  const [all, usable] = [sizeOf(prefix), usableAddresses(prefix)];
  return addresses === undefined || addresses === all || (kind === "subnet" && addresses === usable)
    ? []
    : [
        `it states ${addresses} addresses; a /${prefix} has ${all}` +
          (kind === "subnet" ? `, of which AWS leaves ${usable}` : ""),
      ];
}

/** What the purpose says that the range is not. */
function labels({ cidr, purpose }: AuditedRange): string[] {
  const named = purpose.match(/\d+\.\d+\.\d+\.\d+\/\d+/g) ?? [];
  const other = named.filter((text) => text !== cidr).map((text) => `its label says ${text}`);
  const isPrivate = privateRanges.some((range) => contains(range, cidr));
  const claimsPrivate = /\b(private|internal)\b/i.test(purpose);
  return !isPrivate && claimsPrivate
    ? [...other, "its label says private, and the range is public address space"]
    : other;
}

function contains(outer: string, inner: string): boolean {
  return (
    isNetwork(outer) && overlaps(outer, inner) && blockOf(outer).prefix <= blockOf(inner).prefix
  );
}

/** Overlap in one routing domain, unless one is cut from the other. */
function collide(a: AuditedRange, b: AuditedRange): boolean {
  return (
    isNetwork(b.cidr) &&
    (a.domain ?? "") === (b.domain ?? "") &&
    a.within !== b.cidr &&
    b.within !== a.cidr &&
    !(a.within === undefined && b.within !== undefined && contains(a.cidr, b.within)) &&
    !(b.within === undefined && a.within !== undefined && contains(b.cidr, a.within)) &&
    overlaps(a.cidr, b.cidr)
  );
}

function lacking(
  { needed, growthPercent = 0, kind }: AuditedRange,
  prefix: number,
  horizonMonths: number,
): string[] {
  if (needed === undefined) {
    return [];
  }
  const usable = kind === "subnet" ? usableAddresses(prefix) : sizeOf(prefix);
  for (let month = 0; month <= horizonMonths; month++) {
    const need = grownBy(needed, growthPercent, month);
    if (need > usable) {
      const wanted = grownBy(needed, growthPercent, horizonMonths);
      const reserved = kind === "subnet" ? reservedBySubnet : 0;
      const fitting = 32 - Math.ceil(Math.log2(wanted + reserved));
      return [
        `it holds ${usable} and needs ${need} in month ${month} of ${horizonMonths}; a /${fitting} would last`,
      ];
    }
  }
  return [];
}
