import { isIPv4 } from "node:net";

import { distance } from "fastest-levenshtein";

import { text as visible } from "../declarations/fields";

/** A value that a cell has, or why it has none. */
export type Cell<T> = { readonly value?: T } | { readonly want: string; readonly fix: string };

/** Most characters of a cell that messages show. */
export const mostShown = 100;

/** Most characters of a cell that are read. */
const mostRead = 500;

const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A cell as people see it: one line, without a spreadsheet's marks that it is text. */
export function cleaned(cell: string): string {
  const line = cell
    .slice(0, mostRead)
    .replace(/[\t\r\n]+/g, " ")
    .normalize("NFKC")
    .trim();
  const [, quoted] = /^="([^"]*)"$/.exec(line) ?? [];
  return (quoted ?? line.replace(/^'/, "")).trim();
}

export const isVisible = (text: string): boolean => text === "" || visible.safeParse(text).success;

/** A text whose characters that nobody sees are written out. */
export const shown = (text: string): string =>
  text
    .toWellFormed()
    .replace(unseen, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Whether a cell says that it has nothing to say. */
export const isBlank = (cell: string): boolean =>
  /^([-–—?.]*|n\/?a|none|null|nil|tbd|tbc|to be (defined|determined)|k\.?\s?a\.?)$/i.test(cell);

/** A whole number, as English, German, French or Swiss tables write it. */
export function countIn(cell: string): Cell<number> {
  if (isBlank(cell)) {
    return {};
  }
  const bare = cell
    .replace(
      /^[~≈≤<>=\s]+|\s*(usable|free|total)?\s*(ipv4|ips?|addresses|addr|hosts?|adressen)?\.?$/gi,
      "",
    )
    .trim();
  const digits = /^\d{1,3}([.,'’ ]\d{3})+([.,]0{1,2})?$/.test(bare)
    ? bare.replace(/[.,]0{1,2}$/, "").replace(/\D/g, "")
    : bare.replace(/[.,]0{1,2}$/, "");
  if (/^\d+$/.test(digits) && Number(digits) <= 2 ** 32) {
    return { value: Number(digits) };
  }
  return { want: "a whole number of addresses such as 4096", fix: damaged(bare) };
}

/** A percentage, with a comma or a point. */
export function percentIn(cell: string): Cell<number> {
  if (isBlank(cell)) {
    return {};
  }
  const bare = cell.replace(/%.*$/, "").replace(",", ".").replace(/^\+/, "").trim();
  return /^\d+(\.\d+)?$/.test(bare) && Number(bare) <= 1000
    ? { value: Number(bare) }
    : { want: "a percentage from 0 to 1000 such as 5", fix: damaged(bare) };
}

function damaged(cell: string): string {
  return /^\d+([.,]\d+)?e[+-]?\d+$/i.test(cell)
    ? "a spreadsheet has shortened it: format the column as a number without decimals"
    : /^#/.test(cell)
      ? "it is an error of the spreadsheet: mend its formula"
      : "write digits alone";
}

/** A range as one network, if the cell has it in another form: address and mask, first and last. */
export function networkIn(cell: string, mask: string): string {
  const tight = cell.replace(/\s*\/\s*/g, "/");
  const [, masked, own] =
    /^([\d.]+)(?:\/|\s+(?:mask\s+|netmask\s+)?)(\d+\.\d+\.\d+\.\d+)$/i.exec(tight) ?? [];
  if (masked !== undefined && own !== undefined) {
    return joined(masked, own) ?? tight;
  }
  const [, first, last] = /^([\d.]+)\s*(?:-|–|—|\bto\b|\bbis\b)\s*([\d.]+)$/i.exec(tight) ?? [];
  if (first !== undefined && last !== undefined) {
    return between(first, last) ?? tight;
  }
  return /^\d+\.\d+\.\d+\.\d+$/.test(tight) && mask !== "" ? (joined(tight, mask) ?? tight) : tight;
}

const joined = (address: string, mask: string): string | undefined => {
  const prefix = prefixIn(mask);
  return prefix === undefined ? undefined : `${address}/${prefix}`;
};

/** The prefix of a mask: 24, /24 or 255.255.255.0. */
export function prefixIn(mask: string): number | undefined {
  const [, digits] = /^\/?(\d{1,2})(?:\.0)?(?!\d|\.)\D*$/.exec(mask) ?? [];
  if (digits !== undefined) {
    return Number(digits) <= 32 ? Number(digits) : undefined;
  }
  if (!isIPv4(mask)) {
    return undefined;
  }
  const free = 2 ** 32 - numberOf(mask);
  return Number.isInteger(Math.log2(free)) ? 32 - Math.log2(free) : undefined;
}

const numberOf = (address: string): number =>
  address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

/** The network from one address to another, if they are its first and last. */
function between(first: string, last: string): string | undefined {
  if (!isIPv4(first) || !isIPv4(last)) {
    return undefined;
  }
  const size = numberOf(last) - numberOf(first) + 1;
  const bits = Math.log2(size);
  return size > 0 && Number.isInteger(bits) && numberOf(first) % size === 0
    ? `${first}/${32 - bits}`
    : undefined;
}

type Status = "used" | "free" | "reserved";

const words: Readonly<Record<Exclude<Status, "used">, RegExp>> = {
  free: /^(is )?(free|spare|unused|available|unallocated|unassigned|vacant|open|not (in )?use(d)?|frei|ungenutzt|verfügbar)\b/i,
  reserved:
    /^(is )?(reserved?|reservation|blocked|hold|on hold|held|do not use|quarantined?|deprecated|retired|decommissioned|reserviert|gesperrt)\b/i,
};

/** Whether a text begins by saying that a range is free or reserved. */
export const statusIn = (cell: string): Status | undefined =>
  words.free.test(cell) ? "free" : words.reserved.test(cell) ? "reserved" : undefined;

const wordsOfStatus = [
  "free",
  "spare",
  "unused",
  "available",
  "reserved",
  "reservation",
  "frei",
  "reserviert",
];

/** The status that a cell says; told, if a word is nearly one that means free or reserved. */
export function statusCell(cell: string): Cell<Status> {
  const status = statusIn(cell);
  const near = wordsOfStatus.find((word) => distance(word, cell.toLowerCase()) === 1);
  if (status !== undefined) {
    return { value: status };
  }
  return near === undefined || cell.length < 4
    ? {}
    : { want: "free, reserved, or what is used", fix: `did you mean "${near}"?` };
}

/** The status that yes or no in a column such as "In use" says. */
export const inUse = (cell: string): Status | undefined =>
  /^(no|n|false|0|nein|free|f)$/i.test(cell) ? "free" : statusIn(cell);
