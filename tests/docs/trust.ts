import type { z } from "zod";

import { approvalsSchema } from "../../cli/src/gate/inputs/approvals";
import { waiversSchema } from "../../cli/src/gate/inputs/waivers";
import { type Field, fieldsOf } from "../../stacks/declarations/field-marks";
import { fileKinds } from "../../stacks/declarations/file-kinds";
import { ledgerSchema } from "../../stacks/declarations/ledger-schema";
import type { TrustMark } from "../../stacks/declarations/trust-marks";
import { previewApprovals } from "../../stacks/derived/hosts";

/** A field of a kind of file, and the environment that a preview of its change runs in. */
export interface TrustRow extends Field {
  readonly file: string;
  readonly decision: string;
}

/** Schemas of files whose kind has one mark for all. */
const ofGate: Readonly<Record<string, z.ZodType>> = {
  "waivers.yaml": waiversSchema,
  "waivers/<name>.yaml": waiversSchema,
  "approvals.yaml": approvalsSchema,
};

const [unread, read] = previewApprovals;

/** Every field of every file of an organisation. */
export function trustRows(): TrustRow[] {
  const declared = fileKinds.flatMap(({ pattern: file, of }) =>
    "parse" in of
      ? fieldsOf(of).map((field) => rowOf(file, field))
      : fieldsOf(ofGate[file] as z.ZodType).map(({ path }) => rowOf(file, { path, mark: of })),
  );
  const given = fieldsOf(ledgerSchema).map((field) => ({
    ...rowOf("addresses.json", field),
    decision: read,
  }));
  const other = { path: "(file)", decision: read };
  return [
    ...declared,
    ...given,
    { ...other, file: "policy.json", mark: { nobody: "settings of the policy pack's rules" } },
    { ...other, file: "any other", mark: { nobody: "programs of yours may read it" } },
  ];
}

function rowOf(file: string, field: Field): TrustRow {
  const trusted = field.mark === undefined || "who" in field.mark;
  return { file, ...field, decision: trusted ? read : unread };
}

const contact = (mark: TrustMark | undefined): [string, string] =>
  mark === undefined
    ? ["NO MARK", ""]
    : "who" in mark
      ? [mark.who, mark.credential]
      : [`nobody: ${mark.nobody}`, "-"];

/** The page of all fields, as Markdown that is not formatted yet. */
export function trustPage(rows: readonly TrustRow[]): string {
  const lines = [
    "# Whom a changed field contacts",
    "",
    "Made from the marks of the schemas in `stacks/declarations` by `npm run docs:trust`. A field is trusted only as the",
    "base branch has it when it decides whom a job with credentials connects to, whose identity it takes, or how strictly",
    `the gate judges: a pull request that changes one is previewed in environment \`${read}\`, which someone must`,
    `approve; all others in \`${unread}\`.`,
    "`groundwork check trust` decides, and [CI](ci.md) says how the workflow uses it. A file that is added or removed counts by",
    "its fields: a new team needs no approval, and a new environment does, since its account's role is assumed. A change waits for",
    "an approval too if its file is a link, no UTF-8, longer than 1,000,000 bytes, or YAML that could be read in two ways (an",
    "anchor, a tag, a key twice), or if no schema knows the field.",
  ];
  for (const [file, own] of Map.groupBy(rows, (row) => row.file)) {
    lines.push("", `## ${file}`, "");
    lines.push("| field | who is contacted | with which credential | preview runs in |");
    lines.push("| --- | --- | --- | --- |");
    for (const { path, mark, decision } of own) {
      const [who, credential] = contact(mark);
      lines.push(`| \`${path}\` | ${escaped(who)} | ${escaped(credential)} | \`${decision}\` |`);
    }
  }
  return [...lines, ""].join("\n");
}

const escaped = (text: string) => text.replaceAll(/<(\w+)>/g, "`<$1>`");
