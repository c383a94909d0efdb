/** Writes policy/src/generator/census/kinds.json of the installed SDKs: npm run census */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Aspect } from "../../src/generator/census/answer.ts";
import type { Kinds } from "../../src/generator/census/census.ts";
import { declaredKinds } from "./declarations.mts";
import { aspectsOf } from "./words.mts";

const root = join(import.meta.dirname, "../../..");
const packages = ["aws", "github", "keycloak", "kubernetes", "vault"] as const;

export const kindsFile = join(root, "policy/src/generator/census/kinds.json");

/** The kinds of all SDKs that can hold something that a rule should judge. */
export function censusKinds(): Kinds {
  return Object.fromEntries(
    packages.flatMap((name) => kindsOf(join(root, "node_modules/@pulumi", name))),
  );
}

/** The kinds of an SDK in a folder. */
export function kindsOf(folder: string): [string, Kinds[string]][] {
  return [...declaredKinds(folder)].flatMap(([token, properties]): [string, Kinds[string]][] => {
    const found: Partial<Record<Aspect | "marked", string[]>> = {};
    for (const property of properties) {
      for (const aspect of aspectsOf(token, property)) {
        const list = (found[aspect === "secret" && property.isMarked ? "marked" : aspect] ??= []);
        if (!list.includes(property.path)) {
          list.push(property.path);
        }
      }
    }
    return Object.keys(found).length > 0 ? [[token, found]] : [];
  });
}

/** One line per kind. */
export function textOf(kinds: Kinds): string {
  const lines = Object.entries(kinds).map(([kind, found]) => `"${kind}": ${JSON.stringify(found)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(kindsFile, textOf(censusKinds()));
}
