import type { FileProblem } from "../declarations/problems";
import { shown } from "./address-audit-cells";
import { type Column, columnsOf, type Field, nearHeader, rankOf } from "./address-audit-columns";
import { type Line, linesOf } from "./address-audit-lines";

/** A row below its headers. */
export interface TableRow {
  readonly line: number;
  readonly cells: ReadonlyMap<Field, string>;
  /** All cells that are not empty, those of columns that are not read too. */
  readonly filled: readonly string[];
  readonly columns: ReadonlyMap<Field, Column>;
  /** Cells to the right of the last header. */
  readonly beyond: readonly string[];
}

export const cellOf = ({ cells }: TableRow, field: Field): string => cells.get(field) ?? "";

/** A table as people keep it: rows, and the headers that nothing is read from. */
export interface Table {
  readonly rows: readonly TableRow[];
  readonly read: readonly string[];
  readonly unread: readonly string[];
}

const delimiters = [",", ";", "\t", "|"];
/** Lines above the headers that may hold titles. */
const titles = 30;
const range = /\d\.\d+\.\d|\d\/\d/;
/** Reads a table of comma-separated values or the like, or says why it is none. */
export function readTable(given: string): Table | FileProblem[] {
  const [, told] = /^sep=(.)\r?\n/i.exec(given) ?? [];
  const text = told === undefined ? given : given.slice(given.indexOf("\n") + 1);
  const first = told === undefined ? 1 : 2;
  if (text.trim() === "") {
    return [nothing("(file)", "a table with headers, such as CIDR and Name", "nothing")];
  }
  const delimiter = told ?? bestDelimiter(text);
  const { lines, fault } = linesOf(text, delimiter, first);
  if (fault !== undefined) {
    const isOpen = fault.code === "CSV_QUOTE_NOT_CLOSED";
    const path = `line ${fault.line}`;
    const want = isOpen ? "a closing quote" : "comma-separated values";
    const found = isOpen ? "a quote that nothing closes" : fault.code;
    return [{ kind: "syntax", path, want, found, fix: "write a quote in a cell twice" }];
  }
  const sections = sectionsOf(lines);
  if (sections.length === 0) {
    const [line] = lines;
    const found = JSON.stringify(shown((line?.cells ?? []).join(delimiter).slice(0, 80)));
    const want = "a line of headers, one of them CIDR, Range, Network or Size";
    const fix = "write headers above the rows, such as CIDR,Name";
    return [{ ...nothing(`line ${line?.line ?? first}`, want, found), fix }];
  }
  const assigned = sections.map((section) => assign(section));
  const problems = assigned.flatMap(({ problems }) => problems);
  const rows = assigned.flatMap(({ rows }) => rows);
  if (problems.length === 0 && rows.length === 0) {
    const { line } = sections[0]?.head ?? { line: first };
    problems.push(nothing(`line ${line}`, "a row below the headers", "headers alone"));
  }
  const distinct = (headers: readonly string[]) => [...new Set(headers)].filter(Boolean).map(shown);
  return problems.length > 0
    ? problems
    : {
        rows,
        read: distinct(assigned.flatMap(({ read }) => read)),
        unread: distinct(assigned.flatMap(({ unread }) => unread)),
      };
}

const nothing = (path: string, want: string, found: string): FileProblem => ({
  kind: "missing",
  path,
  want,
  found,
});

/** The delimiter with which most headers are known. */
function bestDelimiter(text: string): string {
  const scores = delimiters.map((delimiter) => {
    const { lines } = linesOf(text, delimiter, 1, titles);
    return Math.max(0, ...lines.map(headersIn)) * 1000 + Math.max(0, ...lines.map(widthOf));
  });
  return delimiters[scores.indexOf(Math.max(...scores))] ?? ",";
}

const widthOf = ({ cells }: Line) => Math.min(cells.length, 999);

/** Fields that say which addresses a row has, or how many. */
const ofRanges: readonly Field[] = ["cidr", "first", "size", "addresses"];

/** How many headers a line has; none, if none of them is that of a range or a size. */
function headersIn({ cells }: Line): number {
  if (cells.some((cell) => range.test(cell))) {
    return 0;
  }
  const fields = columnsOf(cells).map((column) => column.fields);
  const hasRange = fields.some((all) => ofRanges.some((field) => all.includes(field)));
  return hasRange ? fields.filter((all) => all.length > 0).length : 0;
}

interface Section {
  readonly head: Line;
  readonly lines: readonly Line[];
}

/** Parts of a table, each with its own headers; what stands above the first are titles. */
function sectionsOf(lines: readonly Line[]): Section[] {
  const above = lines.slice(0, titles).map(headersIn);
  const at = above.indexOf(Math.max(1, ...above));
  const sections: { head: Line; lines: Line[] }[] = [];
  for (const line of at < 0 ? [] : lines.slice(at)) {
    const filled = line.cells.filter((cell) => cell !== "").length;
    const isHead = headersIn(line) >= Math.max(2, filled / 2);
    const isSame = sections.at(-1)?.head.cells.join("\n") === line.cells.join("\n");
    if (sections.length === 0 || (isHead && !isSame)) {
      sections.push({ head: line, lines: [] });
    } else if (!isSame) {
      sections.at(-1)?.lines.push(line);
    }
  }
  return sections;
}

const looksLikePrefix = (cell: string) => /^\/?\d{1,2}$/.test(cell) || /^2[45]\d\./.test(cell);

/** Gives each field the column that holds it. */
function assign({ head, lines }: Section) {
  const columns = columnsOf(head.cells);
  const taken = new Map<Field, Column>();
  const free = new Set(columns.filter(({ fields }) => fields.length > 0));
  const cellsOf = ({ at }: Column) => lines.map(({ cells }) => cells[at] ?? "").filter(Boolean);
  const take = (field: Field, isFit: (cells: readonly string[]) => boolean = () => true) => {
    const [best] = [...free]
      .filter((column) => column.fields.includes(field) && isFit(cellsOf(column)))
      .sort((a, b) => rankOf(a, field) - rankOf(b, field));
    if (best !== undefined && !taken.has(field)) {
      taken.set(field, best);
      free.delete(best);
    }
    return best;
  };
  take("cidr", (cells) => cells.some((cell) => range.test(cell)));
  take("cidr", (cells) => cells.length === 0 || !cells.every(looksLikePrefix));
  if (!taken.has("cidr")) {
    take("first");
    take("last");
  }
  take("mask", (cells) => cells.some(looksLikePrefix));
  take("needed", (cells) => cells.every((cell) => !/^\p{L}/u.test(cell)));
  const others = ["kind", "within", "vpc", "domain", "tier", "role", "zone", "zones"] as const;
  [...others, "status", "inUse", "size", "addresses", "growth", "yearlyGrowth"].forEach((field) => {
    take(field as Field);
  });
  take("purpose");
  take("description");
  const read = new Set(taken.values());
  const problems = [
    ...columns.flatMap((column) => twice(column, columns, read, head)),
    ...wide(
      columns.filter((column) => !read.has(column)),
      taken,
      cellsOf,
      head,
    ),
    ...columns.flatMap((column) => misspelt(column, (field) => taken.has(field), head)),
  ];
  const rows = lines.map(({ line, cells }): TableRow => {
    const own = new Map([...taken].map(([field, { at }]) => [field, cells[at] ?? ""] as const));
    const beyond = cells.slice(head.cells.length).filter(Boolean);
    return { line, cells: own, columns: taken, beyond, filled: cells.filter(Boolean) };
  });
  const unread = columns.filter((column) => !read.has(column)).map(({ header }) => header);
  return { rows, problems, unread, read: [...read].map(({ header }) => header) };
}

/** Two columns of one header, of which nobody knows which one counts. */
function twice(
  column: Column,
  columns: readonly Column[],
  read: ReadonlySet<Column>,
  { line }: Line,
): FileProblem[] {
  const { header, at } = column;
  const isTwice = columns.some((other) => other.header === header && other.at > at);
  const want = `one column ${JSON.stringify(shown(header))}`;
  return isTwice && read.has(column)
    ? [{ kind: "duplicate", path: `line ${line}`, want, found: "two", fix: "rename or remove one" }]
    : [];
}

/** Other columns of ranges, as of tables with one for each tier. */
function wide(
  unread: readonly Column[],
  taken: ReadonlyMap<Field, Column>,
  cellsOf: (column: Column) => readonly string[],
  { line }: Line,
): FileProblem[] {
  const others = unread.filter((column) => {
    const cells = cellsOf(column);
    const ranges = cells.filter((cell) => /^\d+\.\d+\.\d+\.\d+\/\d+\b/.test(cell));
    return ranges.length > cells.length / 2 && column.header !== taken.get("cidr")?.header;
  });
  const found = `ranges in ${others.map(({ header }) => JSON.stringify(shown(header))).join(", ")}, too`;
  const fix = "write a row for each range, or name the column Parent if others are cut from it";
  return others.length > 0
    ? [{ kind: "malformed", path: `line ${line}`, want: "ranges in one column", found, fix }]
    : [];
}

function misspelt(
  column: Column,
  isTaken: (field: Field) => boolean,
  { line }: Line,
): FileProblem[] {
  const near = column.fields.length > 0 ? undefined : nearHeader(column, isTaken);
  return near === undefined
    ? []
    : [
        {
          kind: "unknown-key",
          path: `line ${line}`,
          want: "a header that is known, or another one",
          got: column.header,
          fix: `did you mean "${near}"?`,
        },
      ];
}
