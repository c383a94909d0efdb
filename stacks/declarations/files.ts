import { isUtf8 } from "node:buffer";
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats, statSync } from "node:fs";

import type { z } from "zod";

import type { FileProblem, Problem } from "./problems";
import { problemsOf, syntaxProblems } from "./schema-problems";
import { parseJson, parseYaml } from "./yaml";

/** The most that a file of declarations holds; a parser takes seconds for more. */
const mostBytes = 4_000_000;

/** The content of a file, or the problem that keeps it from being read. */
type Read<T> = { readonly value: T } | { readonly problem: FileProblem };

/** The data of a file that people write, and its problems as YAML or as a file. */
export interface FileData {
  readonly data?: unknown;
  readonly problems: readonly FileProblem[];
}

/**
 * Reads a YAML or JSON file that people write; nothing if there is no file.
 * @param syntax Names the syntax in problems.
 * @param most The most bytes that it may have.
 */
export function readData(
  file: string,
  syntax = file.endsWith(".json") ? "JSON" : "YAML",
  most?: number,
): FileData | undefined {
  const read = readText(file, most);
  if (read === undefined) {
    return undefined;
  }
  if ("problem" in read) {
    return { problems: [read.problem] };
  }
  const [data, faults] = (syntax === "JSON" ? parseJson : parseYaml)(read.value);
  return { data, problems: syntaxProblems(syntax, faults) };
}

/** Reads a file, if there is one; adds its problems to the others. */
export function readIfThere<S extends z.ZodType>(
  file: string,
  schema: S,
  problems: Problem[],
): z.output<S> | undefined {
  const read = readData(file);
  if (read === undefined) {
    return undefined;
  }
  const found = read.problems.length > 0 ? read.problems : problemsOf(schema, read.data);
  problems.push(...found.map((problem) => ({ ...problem, file })));
  return found.length === 0 ? schema.parse(read.data) : undefined;
}

/**
 * Reads the text of a file that people write; nothing if there is no file.
 * @param most The most bytes that it may have.
 */
export function readText(file: string, most = mostBytes): Read<string> | undefined {
  return read(file, "a file", (found) => {
    if (found.isFile() && found.size > most) {
      const size = `${(found.size / 1_000_000).toFixed(1)} MB`;
      const want = `a file of at most ${most / 1_000_000} MB`;
      return refused("bounds", want, size, "keep only declarations in it");
    }
    const bytes = readFileSync(file);
    const encoding = isUtf8(bytes) && !bytes.includes(0) ? undefined : encodingOf(bytes);
    return encoding === undefined
      ? { value: bytes.toString("utf8").replace(/^\uFEFF/, "") }
      : refused("syntax", "text in UTF-8", encoding, "save it in UTF-8");
  });
}

/** Lists a folder of files that people write, in order; nothing if there is no folder. */
export function readNames(folder: string): Read<readonly string[]> | undefined {
  return read(folder, "a folder", () => ({ value: readdirSync(folder).sort() }));
}

function read<T>(
  path: string,
  want: "a file" | "a folder",
  take: (found: Stats) => Read<T>,
): Read<T> | undefined {
  try {
    const found = statSync(path);
    if (found.isDirectory() !== (want === "a folder")) {
      const other = want === "a file" ? "a folder" : "a file";
      return refused("unreadable", want, other, `put ${want} in its place`);
    }
    return take(found);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const link = code === "ENOENT" || code === "ELOOP" ? linkAt(path) : undefined;
    if (link !== undefined) {
      const found = `a link to ${JSON.stringify(link)}, which leads nowhere`;
      return refused("unreadable", want, found, "mend the link, or remove it");
    }
    if (code === "ENOENT" || code === "ENOTDIR") {
      return undefined;
    }
    return code === "EACCES" || code === "EPERM"
      ? refused("unreadable", `${want} that this user may read`, "no permission", "grant it")
      : refused("unreadable", `${want} that can be read`, code, "check the disk that holds it");
  }
}

const refused = (kind: FileProblem["kind"], want: string, found: string, fix: string) => ({
  problem: { kind, path: "", want, found, fix },
});

/** Where a symbolic link leads; nothing if it is none. */
function linkAt(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** The encoding of bytes that are no text in UTF-8. */
function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked || bytes.includes(0) ? "UTF-16 or bytes that are no text" : "another encoding";
}
