import { type CsvError, parse } from "csv-parse/sync";

import { cleaned } from "./address-audit-cells";

/** A line of a table that has something in it. */
export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Lines of a text, and the first that can't be read. */
export interface Lines {
  readonly lines: readonly Line[];
  readonly fault?: { readonly line: number; readonly code: string };
}

/** `#` begins a comment, unless it is a header of numbers or an error of a spreadsheet. */
const isComment = (cell: string) =>
  (cell.startsWith("#") && !/^#(\s*|#+|[A-Z/0]+[!?]|N\/A|NV)$/.test(cell)) || cell.startsWith("//");

/**
 * Divides a text into lines of cells; blank ones and comments are left out.
 * @param first Number of the text's first line.
 * @param most Lines to read; all, if it is omitted.
 */
export function linesOf(text: string, delimiter: string, first: number, most?: number): Lines {
  const lines: Line[] = [];
  let next = first;
  const add = (record: unknown) => {
    const { record: given, info } = record as { record: string[]; info: { lines: number } };
    const cells = given.map(cleaned);
    if (cells.some((cell) => cell !== "") && !isComment(cells[0] ?? "")) {
      lines.push({ line: next, cells });
    }
    next = info.lines + first;
    return null;
  };
  try {
    parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      on_record: add,
      ...(most === undefined ? {} : { to: most }),
    });
  } catch (error) {
    return { lines, fault: { line: next, code: (error as CsvError).code } };
  }
  return { lines };
}
