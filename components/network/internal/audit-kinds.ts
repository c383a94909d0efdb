import { isNetwork } from "../ranges";
import { narrowestPrefix, widestPrefix } from "../sizes";
import { type AuditedRange, isPrivate, isTakenByAws } from "./audit-row";
import { blockOf } from "./space";

type Kind = NonNullable<AuditedRange["kind"]>;

const others =
  /\b(on-?prem(ises?)?|offices?|partners?|peer(ed|ing)?|vpn|legacy|internet|isps?|wan|uplinks?|provider|transit|e?ips|data ?cent(er|re)s?|colo|branch(es)?|home|campus|büros?|standorte?|rechenzentrum)\b/i;
const wholes = /\b(supernet|aggregate|summary|container|superblock|all of|total space|pool)\b/i;
/** A part of a VPC by its name: its tier, or its zone at the end. */
const parts = /\b(subnets?|public|private|isolated|intra)\b|[-_ ](az)?-?([1-3]?[a-f]|az\d)$/i;

/** The kind that a purpose says; none if it says nothing. */
function kindNamed(purpose: string): Kind | undefined {
  if (others.test(purpose)) {
    return "external";
  }
  if (wholes.test(purpose)) {
    return "container";
  }
  return parts.test(purpose) ? "subnet" : /\bv(pc|net)\b/i.test(purpose) ? "vpc" : undefined;
}

/** A row with what else lies in its range. */
interface Around {
  readonly index: number;
  readonly range: AuditedRange;
  readonly start: number;
  readonly prefix: number;
  readonly end: number;
  kind: Kind | undefined;
  readonly inside: Around[];
  readonly outside: Around[];
}

/**
 * Gives each row of a table that states no kind the one that its tier, zones, purpose or place say:
 * what holds others is what they are cut from, and what lies in a VPC is a subnet. Pure.
 */
export function withKinds(ranges: readonly AuditedRange[]): AuditedRange[] {
  const rows = nested(ranges);
  const outermost = rows.toSorted((a, b) => a.prefix - b.prefix);
  for (const row of outermost) {
    row.kind = kindAround(row) ?? row.kind;
  }
  for (const row of outermost) {
    row.kind ??= row.outside.some(({ kind }) => kind === "vpc") ? "subnet" : kindAlone(row);
  }
  const kinds = new Map(rows.map(({ index, kind }) => [index, kind]));
  return ranges.map((range, index) => {
    const kind = kinds.get(index) ?? range.kind;
    return kind === undefined ? range : { ...range, kind };
  });
}

/** Whether AWS takes a VPC of a prefix. */
const fits = (prefix: number) => prefix >= widestPrefix && prefix <= narrowestPrefix;

/** The kind of a row of which nobody says whose it is: a VPC's, where no VPC can be. */
function kindAlone({ start, prefix }: Around): Kind | undefined {
  const isUsable = isPrivate({ start, prefix }) && !isTakenByAws({ start, prefix });
  return isUsable || !fits(prefix) ? undefined : "vpc";
}

/** The kind that follows from what lies in a row; none, if its own kind holds. */
function kindAround({ range, prefix, kind, inside }: Around): Kind | undefined {
  const used = inside.filter((row) => row.range.status === undefined);
  if (range.kind !== undefined || used.length === 0) {
    return undefined;
  }
  const isTier = kind === "subnet" && range.tier !== undefined && range.zone === undefined;
  if (isTier) {
    const isOwn = (row: Around) => row.range.tier?.toLowerCase() === range.tier?.toLowerCase();
    return used.every(isOwn) ? "container" : undefined;
  }
  if (kind === "external") {
    return used.every((row) => row.kind === "external") ? "container" : undefined;
  }
  const isWhole = used.length > 1 || prefix < 16 || used.some((row) => row.kind !== undefined);
  const isOfOthers = used.every((row) => row.kind === "external");
  if (kind !== undefined || !isWhole || isOfOthers) {
    return undefined;
  }
  const hasSubnets = used.some((row) => row.kind === "subnet");
  return hasSubnets && fits(prefix) && !used.some((row) => row.kind === "vpc")
    ? "vpc"
    : "container";
}

/** Rows in use with the wider ones around them. */
function nested(ranges: readonly AuditedRange[]): Around[] {
  const rows = ranges.flatMap((range, index): Around[] => {
    const { cidr } = range;
    if (cidr === undefined || !isNetwork(cidr) || range.status !== undefined) {
      return [];
    }
    const { start, prefix } = blockOf(cidr);
    const isPart = [range.zone, range.zones, range.tier].some((value) => value !== undefined);
    const kind = range.kind ?? (isPart ? "subnet" : kindNamed(range.purpose));
    const end = start + 2 ** (32 - prefix);
    return [{ index, range, start, prefix, end, kind, inside: [], outside: [] }];
  });
  for (const group of Map.groupBy(rows, ({ range }) => range.domain ?? "").values()) {
    const open: Around[] = [];
    for (const row of group.toSorted((a, b) => a.start - b.start || a.prefix - b.prefix)) {
      for (let last = open.at(-1); last !== undefined && last.end <= row.start;) {
        open.pop();
        last = open.at(-1);
      }
      const wider = open.filter(({ prefix }) => prefix < row.prefix);
      wider.forEach((outer) => outer.inside.push(row));
      row.outside.push(...wider);
      if (wider.length === open.length) {
        open.push(row);
      }
    }
  }
  return rows;
}
