import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What the compiler makes of a source, and what the source can end in. */
const kinds: readonly (readonly [made: RegExp, sources: readonly string[]])[] = [
  [/\.d\.ts(\.map)?$/, [".ts"]],
  [/\.js(\.map)?$/, [".ts"]],
  [/\.json$/, [".json"]],
];

/** Paths in a folder of compiled files, of each whose source is gone. */
function staleFiles(compiled: string, sources: string): string[] {
  if (!existsSync(compiled)) {
    return [];
  }
  return readdirSync(compiled, { recursive: true, encoding: "utf8" }).filter((file) => {
    const kind = kinds.find(([made]) => made.test(file));
    return (
      kind !== undefined &&
      !kind[1].some((ending) => existsSync(join(sources, file.replace(kind[0], ending))))
    );
  });
}

/** Removes each compiled file whose source is gone, which `tsc -b` leaves there. */
export function removeStale(compiled: string, sources: string): void {
  for (const file of staleFiles(compiled, sources)) {
    rmSync(join(compiled, file));
  }
}
