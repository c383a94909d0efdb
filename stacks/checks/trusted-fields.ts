import { z } from "zod";

import { markAt } from "../declarations/field-marks";
import { type FileKind, fileKindOf } from "../declarations/file-kinds";
import { plainData } from "../declarations/plain-data";
import type { RawFile, RawFolder } from "../declarations/raw-folder";
import type { Contact } from "../declarations/trust-marks";
import { previewApprovals } from "../derived/hosts";

/** A change that someone must read before a job with credentials acts on it. */
export interface TrustedChange extends Contact {
  /** Path in the organisation's folder. */
  readonly file: string;
  /** Path of the field, or `(file)`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Environment of the platform's repository that previews with these changes run in. */
export const approvalOf = (changes: readonly TrustedChange[]): (typeof previewApprovals)[number] =>
  previewApprovals[changes.length === 0 ? 0 : 1];

/**
 * What an organisation's folder changes of the base branch's that decides whom a job with credentials
 * turns to, whose identity it takes, or how strictly the gate judges. Files that are added, removed or
 * renamed count by their fields, so that a new environment, whose account's role is assumed, is read first.
 */
export function trustedChanges(base: RawFolder, head: RawFolder): TrustedChange[] {
  return [...new Set([...base.keys(), ...head.keys()])]
    .sort()
    .flatMap((file) => changesOf(file, base.get(file), head.get(file)));
}

function changesOf(file: string, base?: RawFile, head?: RawFile): TrustedChange[] {
  const kind = fileKindOf(file);
  const [before, after] = [contentOf(base), contentOf(head)];
  if ("text" in before && "text" in after && before.text === after.text) {
    return [];
  }
  if (kind === undefined) {
    return [unread(file, "it is no declaration, so programs or settings may read it")];
  }
  const [old, young] = [dataOf(before), dataOf(after)];
  if ("why" in young) {
    return [unread(file, young.why)];
  }
  if ("why" in old) {
    return [unread(file, `on the base branch ${old.why}`)];
  }
  return fieldChanges(file, kind, leavesOf(old.data), leavesOf(young.data));
}

type Content = { readonly text: string | undefined } | { readonly why: string };

function contentOf(file: RawFile | undefined): Content {
  if (file === undefined || "why" in file) {
    return file ?? { text: undefined };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(file.bytes) };
  } catch {
    return { why: "it is no UTF-8" };
  }
}

const dataOf = (content: Content) =>
  "why" in content
    ? content
    : content.text === undefined
      ? { data: undefined }
      : plainData(content.text);

/** A value that holds no other, by the path to it. */
type Leaves = ReadonlyMap<string, { readonly path: readonly Key[]; readonly value: unknown }>;
type Key = string | number;

function leavesOf(data: unknown): Leaves {
  const leaves = new Map<string, { path: readonly Key[]; value: unknown }>();
  const visit = (value: unknown, path: readonly Key[]) => {
    const below: [Key, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : typeof value === "object" && value !== null
        ? Object.entries(value)
        : [];
    below.forEach(([key, child]) => {
      visit(child, [...path, key]);
    });
    if (below.length === 0 && value !== undefined) {
      leaves.set(JSON.stringify(path), { path, value });
    }
  };
  visit(data, []);
  return leaves;
}

function fieldChanges(file: string, { of }: FileKind, base: Leaves, head: Leaves): TrustedChange[] {
  const changes: TrustedChange[] = [];
  for (const key of new Set([...base.keys(), ...head.keys()])) {
    const [old, young] = [base.get(key), head.get(key)];
    const { path } = old ?? young ?? { path: [] };
    if (JSON.stringify(old?.value) === JSON.stringify(young?.value)) {
      continue;
    }
    const mark = of instanceof z.ZodType ? markAt(of, path) : of;
    if (mark === undefined || "who" in mark) {
      const { who, credential } = mark ?? { who: "unknown: no such field", credential: "any" };
      changes.push({
        file,
        path: pathText(path),
        ...(old === undefined ? {} : { before: old.value }),
        ...(young === undefined ? {} : { after: young.value }),
        who,
        credential,
      });
    }
  }
  return changes;
}

const unread = (file: string, why: string): TrustedChange => ({
  file,
  path: "(file)",
  who: `unknown: ${why}`,
  credential: "any",
});

const pathText = (path: readonly Key[]): string =>
  path
    .map((key, index) =>
      typeof key === "number"
        ? `[${key}]`
        : `${index === 0 ? "" : "."}${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)}`,
    )
    .join("") || "(file)";
