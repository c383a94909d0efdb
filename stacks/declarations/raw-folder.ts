import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { join } from "node:path";

/** The bytes of a file, or why nobody reads them. */
export type RawFile = { readonly bytes: Uint8Array } | { readonly why: string };

/** Everything below a folder by its path there; a folder that is none has the path `""`. */
export type RawFolder = ReadonlyMap<string, RawFile>;

const most = { bytes: 1_000_000, files: 20_000, depth: 8 };

/** Reads a folder that anybody may have written: it follows no links, and has limits. */
export function rawFolder(folder: string): RawFolder {
  const found = new Map<string, RawFile>();
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return found.set("", { why: "it is no folder" });
  }
  const read = (below: readonly string[]) => {
    for (const name of readdirSync(join(folder, ...below)).sort()) {
      const path = [...below, name];
      const stats = lstatSync(join(folder, ...path));
      if (stats.isDirectory() && path.length < most.depth) {
        read(path);
      } else if (found.size >= most.files) {
        found.set("", { why: `it holds more than ${most.files} files` });
        return;
      } else {
        found.set(path.join("/"), rawFile(join(folder, ...path), stats));
      }
    }
  };
  read([]);
  return found;
}

function rawFile(file: string, stats: Stats): RawFile {
  if (!stats.isFile()) {
    return { why: "it is a link, or no file at all" };
  }
  return stats.size > most.bytes
    ? { why: `it has more than ${most.bytes} bytes` }
    : { bytes: readFileSync(file) };
}
