import { usedByAws } from "../ranges";
import { sizeOf } from "../sizes";
import { type Block, blockOf } from "./space";

/** A range as someone wrote it down by hand. */
export interface AuditedRange {
  /** The range itself. A row without one has a `size`. */
  readonly cidr?: string;
  /** Its purpose, in their words. */
  readonly purpose: string;
  /**
   * `vpc` and `subnet` have AWS's sizes; a `container` is what others are cut from; `external` is
   * what others use. Default: `subnet` with a tier, a zone or zones, otherwise `external`.
   */
  readonly kind?: "vpc" | "subnet" | "container" | "external";
  /** CIDR or purpose of the range that it is cut from. */
  readonly within?: string;
  /** Ranges may overlap only in different routing domains. Default: one for all. */
  readonly domain?: string;
  /** `free` is room for growth; `reserved` takes room and serves nobody. Default: `used`. */
  readonly status?: "used" | "free" | "reserved";
  /** Tier that it belongs to; several rows may have one. */
  readonly tier?: string;
  /** Zone that it is in. */
  readonly zone?: string;
  /** Number of zones that a subnet's range is divided among. Default: 1. */
  readonly zones?: number;
  /** Size of the subnet in each zone: a prefix such as `/20 each`, or a number of addresses. */
  readonly size?: string | number;
  /** Size that the plan states: all addresses, or the usable ones. */
  readonly addresses?: number;
  /** Addresses needed today, in all its zones. */
  readonly needed?: number;
  /** Growth of the need, percent a month. Default: 0. */
  readonly growthPercent?: number;
  /** Where it is written, for messages. Default: its place in the list, such as `ranges[3]`. */
  readonly place?: string;
}

/** One thing that is wrong with a plan. */
export interface AuditFinding {
  readonly rule:
    | "malformed"
    | "size"
    | "count"
    | "outside"
    | "duplicate"
    | "overlap"
    | "label"
    | "unusable"
    | "room"
    | "runway";
  /** Place of the row, such as `ranges[3]`. */
  readonly path: string;
  /** The key whose value is at fault. */
  readonly column: keyof AuditedRange;
  /** The value at fault. */
  readonly value: string | number;
  /** What is wanted instead. */
  readonly want: string;
  /** What to do. */
  readonly fix: string;
  /** The whole problem in a sentence, without its place. */
  readonly message: string;
}

/** A fault of a row before it is a sentence. */
export interface Fault {
  readonly rule: AuditFinding["rule"];
  readonly column: keyof AuditedRange;
  /** What shows the fault; if omitted, the value alone does. */
  readonly because?: string;
  readonly want: string;
  readonly fix: string;
}

/** A row that can be judged: its range or its size is one. */
export interface Row {
  readonly index: number;
  readonly range: AuditedRange;
  readonly place: string;
  readonly kind: NonNullable<AuditedRange["kind"]>;
  readonly status: NonNullable<AuditedRange["status"]>;
  readonly domain: string;
  /** None: only its size is known. */
  readonly block?: Block;
  /** Number of subnets that it is divided into. */
  readonly zones: number;
  /** Prefix of each of them. */
  readonly each: number;
}

/** A row whose range is known. */
export interface Placed extends Row {
  readonly block: Block;
}

export const isPlaced = (row: Row): row is Placed => row.block !== undefined;

/** Takes a fault of a row. */
export type Report = (row: Row, fault: Fault) => void;

/** A row in a message, without its place. */
const titleOf = ({ cidr, size, purpose }: AuditedRange): string =>
  `${cidr ?? size ?? "no range"} (${purpose})`;

/** A row in a message about another. */
export const nameOf = ({ place, range }: Row): string => `${place} ${titleOf(range)}`;

/** A fault as a finding: the sentence has the value, what is wanted, and what to do. */
export function findingOf(range: AuditedRange, path: string, fault: Fault): AuditFinding {
  const { rule, column, because, want, fix } = fault;
  const said = [...(because === undefined ? [] : [because]), `want ${want}`, fix].join("; ");
  const message = `${titleOf(range)}: ${said}`;
  return { rule, path, column, value: range[column] ?? "", want, fix, message };
}

/** Private ranges; https://www.rfc-editor.org/rfc/rfc1918 and, for carriers, https://www.rfc-editor.org/rfc/rfc6598 */
export const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
const privateBlocks = privateRanges.map(blockOf);
const blockOfAws = blockOf(usedByAws);

const holds = (outer: Block, inner: Block): boolean =>
  outer.prefix <= inner.prefix &&
  outer.start <= inner.start &&
  inner.start < outer.start + sizeOf(outer.prefix);

/** Whether a range is no part of the internet. */
export const isPrivate = (block: Block): boolean =>
  privateBlocks.some((range) => holds(range, block));

/** Whether services of AWS have addresses of a range inside a VPC. */
export const isTakenByAws = (block: Block): boolean =>
  holds(blockOfAws, block) || holds(block, blockOfAws);
