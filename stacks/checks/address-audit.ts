import { extname } from "node:path";

import { z } from "zod";

import { type AuditedRange, type AuditFinding, auditRanges } from "../../components/network/audit";
import { text } from "../declarations/fields";
import { readData, readText } from "../declarations/files";
import { type FileProblem, problemInFile, ProblemsError } from "../declarations/problems";
import { problemsOf } from "../declarations/schema-problems";
import type { Field } from "./address-audit-columns";
import { type CellFinding, placeOf, rangesOf } from "./address-audit-rows";
import { readTable } from "./address-audit-table";

/** One thing that is wrong with a file of addresses. */
export interface FileFinding extends CellFinding {
  readonly file: string;
}

/** What is wrong with a file of addresses, and what was read of it. */
export interface AuditReport {
  readonly findings: readonly FileFinding[];
  /** What people want to know of a table that was read: its columns. */
  readonly notes: readonly string[];
}

const count = z.int().min(0, "0 or more");
const mostZones = 6;
const zones = z.union([
  z.int().min(1, `1 to ${mostZones}`).max(mostZones, `1 to ${mostZones}`),
  z.array(text).min(1, "one zone at least").max(mostZones, `1 to ${mostZones}`),
]);

/** A plan of addresses that someone wrote by hand. */
const auditSchema = z.strictObject({
  horizonMonths: z.int().min(1, "1 to 120").max(120, "1 to 120").default(24),
  ranges: z
    .array(
      z
        .strictObject({
          cidr: text.optional(),
          purpose: text,
          kind: z.enum(["vpc", "subnet", "container", "external"]).optional(),
          within: text.optional(),
          domain: text.optional(),
          status: z.enum(["used", "free", "reserved"]).optional(),
          tier: text.optional(),
          zone: text.optional(),
          zones: zones.optional(),
          size: z.union([text, count], "a prefix such as /20, or a number of addresses").optional(),
          addresses: count.optional(),
          needed: count.optional(),
          growthPercent: z.number().min(0, "0 or more").optional(),
        })
        .refine(({ cidr, size }) => cidr !== undefined || size !== undefined, {
          error: "a text",
          path: ["cidr"],
        }),
    )
    .min(1, "one range at least"),
});

const tables = [".csv", ".tsv", ".tab", ".txt", ".psv"];
const workbooks = [".xlsx", ".xls", ".xlsm", ".ods", ".numbers"];
const defaultHorizon = 24;

/**
 * Audits a file: a table of comma-separated values or the like, JSON or YAML.
 * @throws Error with every problem of the file by path when it is no plan.
 */
export function auditFile(file: string): AuditReport {
  const ending = extname(file).toLowerCase();
  if (workbooks.includes(ending)) {
    const fix = "save the sheet as CSV in UTF-8";
    throw refusal(file, [
      { kind: "syntax", path: "(file)", want: "CSV, YAML or JSON", found: ending, fix },
    ]);
  }
  return tables.includes(ending) ? auditTable(file) : auditData(file);
}

const refusal = (file: string, problems: readonly FileProblem[]) =>
  new ProblemsError(
    `${file} is no plan of addresses:`,
    problems.map((problem) => ({ ...problem, file })),
    problemInFile,
  );

const absent = (file: string) =>
  new Error(`${file}: want a plan of addresses, CSV, JSON or YAML, got no such file`);

function auditData(file: string): AuditReport {
  const read = readData(file, "YAML or JSON");
  if (read === undefined) {
    throw absent(file);
  }
  const problems = read.problems.length > 0 ? read.problems : problemsOf(auditSchema, read.data);
  if (problems.length > 0) {
    throw refusal(file, problems);
  }
  const { ranges, horizonMonths } = auditSchema.parse(read.data);
  const found = auditRanges(ranges.map(inAuditsForm), horizonMonths);
  return { findings: found.map((finding) => ({ file, ...finding })), notes: [] };
}

type GivenRange = z.output<typeof auditSchema>["ranges"][number];

/** A range with the number of its zones, which may be listed. */
function inAuditsForm({ zones: given, ...range }: GivenRange): AuditedRange {
  if (given === undefined) {
    return range;
  }
  return { ...range, zones: typeof given === "number" ? given : given.length };
}

/** The fields of a table that a key of a range comes from. */
const fieldsOf: Readonly<Partial<Record<keyof AuditedRange, readonly Field[]>>> = {
  cidr: ["cidr", "first", "size"],
  within: ["within", "vpc"],
  size: ["size", "addresses"],
  addresses: ["addresses"],
  needed: ["needed"],
  purpose: ["purpose"],
};

function auditTable(file: string): AuditReport {
  const read = readText(file);
  if (read === undefined) {
    throw absent(file);
  }
  const table = "problem" in read ? [read.problem] : readTable(read.value);
  if (!("rows" in table)) {
    throw refusal(file, table);
  }
  const { ranges, findings, ipv6, headings, lost } = rangesOf(table.rows);
  const columns = new Map(table.rows.map((row) => [placeOf(row), row.columns]));
  const isCutFromLost = ({ rule, value }: AuditFinding) =>
    rule === "outside" && typeof value === "string" && lost.has(value);
  const audited = auditRanges(ranges, defaultHorizon).filter((one) => !isCutFromLost(one));
  const found = audited.map((finding): CellFinding => {
    const own = columns.get(finding.path);
    const fields = fieldsOf[finding.column] ?? [];
    const header = fields.map((field) => own?.get(field)?.header).find(Boolean);
    return { ...finding, column: header ?? finding.column };
  });
  const all = [...findings, ...found].map((finding) => ({ file, ...finding }));
  const line = ({ path }: CellFinding) => Number(path.replace(/\D/g, ""));
  return {
    findings: all.toSorted((a, b) => line(a) - line(b)),
    notes: [
      `${ranges.length} rows; columns read: ${table.read.join(", ")}`,
      ...(table.unread.length > 0 ? [`columns not read: ${table.unread.join(", ")}`] : []),
      ...(headings.length > 0 ? [`lines taken for headings: ${headings.join(", ")}`] : []),
      ...(ipv6 > 0 ? [`rows of IPv6, not audited: ${ipv6}`] : []),
    ],
  };
}
