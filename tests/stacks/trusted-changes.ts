import { stringify } from "yaml";
import { z } from "zod";

import { fileKindOf } from "../../stacks/declarations/file-kinds";
import type { RawFolder } from "../../stacks/declarations/raw-folder";
import { problemsOf } from "../../stacks/declarations/schema-problems";
import { trustRows, type TrustRow } from "../docs/trust";
import type { Sample } from "./trust-samples";

type Path = readonly (string | number)[];

/** One field of a sample, and samples in which it has another value, or none. */
export interface Variation {
  readonly file: string;
  readonly row: TrustRow;
  readonly value: unknown;
  readonly changed: Sample;
  /** Gives the field of some data of the file the other value. */
  readonly apply: (data: object) => object;
  /** None if the field is required. */
  readonly removed?: Sample;
}

const rows = trustRows();

/** A variation of each value of a sample. */
export function variationsOf(sample: Sample): Variation[] {
  return Object.entries(sample).flatMap(([file, data]) =>
    pathsOf(data).map((path) => {
      const less = without(data, path);
      return {
        file,
        row: rowOf(file, path),
        value: valueAt(data, path),
        changed: { ...sample, [file]: other(file, data, path) },
        apply: (given) => other(file, given, path),
        ...(isValid(file, less) ? { removed: { ...sample, [file]: less } } : {}),
      };
    }),
  );
}

/** A sample as the command reads it from a folder. */
export const rawSample = (sample: Sample): RawFolder =>
  new Map(
    Object.entries(sample).map(([file, data]) => [
      file,
      { bytes: Buffer.from(stringify(data, { aliasDuplicateObjects: false })) },
    ]),
  );

/** The field of the documented table that a path of data is one of. */
function rowOf(file: string, path: Path): TrustRow {
  const kind = fileKindOf(file)?.pattern ?? file;
  const text = path.reduce<string>(
    (all, key) => (typeof key === "number" ? `${all}[]` : all === "" ? key : `${all}.${key}`),
    "",
  );
  const found = rows.find(
    (row) =>
      row.file === kind &&
      new RegExp(`^${row.path.replace(/[.[\]$]/g, "\\$&").replaceAll("<name>", ".+")}$`).test(text),
  );
  if (found === undefined) {
    throw new Error(`${file}: ${text}: no field of the table`);
  }
  return found;
}

function pathsOf(data: unknown, path: Path = []): Path[] {
  return typeof data === "object" && data !== null
    ? Object.entries(data).flatMap(([key, value]) =>
        pathsOf(value, [...path, Array.isArray(data) ? Number(key) : key]),
      )
    : [path];
}

/** Values that fit the patterns of one field or another. */
const candidates = [
  "attacker",
  "attackers",
  "https://attacker.example",
  "ldaps://attacker.example",
  "attacker.example",
  "mallory@attacker.example",
  "999999999999",
  "us-east-1",
  "arn:aws:sso:::instance/ssoins-fedcba9876543210",
  "d-9999999999",
  "tgw-attach-99999999",
  "vpc-99999999",
  "subnet-99999999",
  "10.99.0.0/16",
  "1.35",
  "99Gi",
  "attack.yaml",
  "refs/heads/attack",
  "prod",
  "production",
  "view",
  "edit",
  "existing",
  "small",
  "active-directory",
  "none",
  "reused",
  7,
  1,
  false,
];

/** The data with another valid value at a path; with any other where no candidate is valid. */
function other(file: string, data: object, path: Path): object {
  const now = valueAt(data, path);
  const fits = candidates
    .filter((value) => value !== now)
    .map((value) => changed(data, path, value))
    .find((each) => isValid(file, each));
  return fits ?? changed(data, path, "attacker");
}

function isValid(file: string, data: object): boolean {
  const schema = fileKindOf(file)?.of;
  return schema instanceof z.ZodType && problemsOf(schema, data).length === 0;
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce((value, key) => (value as Record<string | number, unknown>)[key], data);

function changed(data: object, path: Path, value: unknown): object {
  const copy = structuredClone(data);
  const parent = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown>;
  parent[path.at(-1) ?? ""] = value;
  return copy;
}

function without(data: object, path: Path): object {
  const copy = structuredClone(data);
  const parent = valueAt(copy, path.slice(0, -1));
  const key = path.at(-1) ?? "";
  if (Array.isArray(parent)) {
    parent.splice(Number(key), 1);
  } else {
    Reflect.deleteProperty(parent as object, key);
  }
  return copy;
}
