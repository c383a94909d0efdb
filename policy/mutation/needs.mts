import { readFileSync } from "node:fs";
import { join } from "node:path";

import { sources } from "./report.mts";

/** Ids of the rules whose files are this one or need it, by what they import. */
export function rulesNeeding(file: string): ReadonlySet<string> {
  const own = sources().map((source) => join(process.cwd(), source));
  return new Set(own.filter((source) => needs(source).has(file)).flatMap(idsIn));
}

/** A file and all that it imports, however indirectly. */
function needs(file: string): ReadonlySet<string> {
  const found = new Set([file]);
  // A set's loop also comes to what is added in it.
  for (const next of found) {
    for (const imported of importsOf(next)) {
      found.add(imported);
    }
  }
  return found;
}

const known = new Map<string, readonly string[]>();

function importsOf(file: string): readonly string[] {
  const paths = known.get(file) ?? matches(file, /from "(\.{1,2}\/[^"]+(?<!\.json))"/g);
  known.set(file, paths);
  return paths.map((path) => `${join(file, "..", path)}.ts`);
}

const idsIn = (file: string) => matches(file, /^  id: "([^"]+)"/gm);

function matches(file: string, pattern: RegExp): string[] {
  return [...readFileSync(file, "utf8").matchAll(pattern)].flatMap(([, found]) => found ?? []);
}
