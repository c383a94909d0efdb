import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { CloudStore, Stored } from "./cloud/store";

interface State {
  readonly checkpoint?: {
    readonly latest?: { readonly resources?: readonly { urn: string; id?: string }[] } | null;
  };
}

/**
 * Takes out of the offline cloud what a run made and died before its stack's state said so. What a
 * state has held once is left alone, since a declaration may retain it; so are stacks that run.
 * @returns what was taken out.
 */
export function removeOrphans(store: CloudStore, backend: string): Stored[] {
  const recorded = recordedIn(backend);
  const running = runningIn(backend);
  const orphans: Stored[] = [];
  for (const stored of store.unrecorded()) {
    const stack = stackOf(stored.urn ?? "");
    if (recorded.has(`${stored.urn ?? ""} ${stored.id}`)) {
      store.put({ ...stored, recorded: true });
    } else if (!running.has(stack)) {
      store.remove(stored.partition, stored.token, stored.id);
      orphans.push(stored);
    }
  }
  return orphans;
}

/** Stack of a URN, `urn:pulumi:<stack>::<project>::...`. */
export const stackOf = (urn: string) => urn.split("::")[0]?.split(":")[2] ?? "";

function recordedIn(backend: string): Set<string> {
  const folder = join(backend, ".pulumi", "stacks");
  const files = existsSync(folder) ? globSync("**/*.json", { cwd: folder }) : [];
  return new Set(
    files.flatMap((file) => {
      const { checkpoint } = JSON.parse(readFileSync(join(folder, file), "utf8")) as State;
      return (checkpoint?.latest?.resources ?? []).map(({ urn, id = "" }) => `${urn} ${id}`);
    }),
  );
}

function runningIn(backend: string): Set<string> {
  const folder = join(backend, ".pulumi", "locks");
  const files = existsSync(folder) ? globSync("**/*.json", { cwd: folder }) : [];
  return new Set(files.map((file) => dirname(file).split("/").at(-1) ?? ""));
}
