import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";

import { backendFiles } from "../engine/backend";
import type { CloudStore, Stored } from "./store";

interface State {
  readonly checkpoint?: {
    readonly latest?: { readonly resources?: readonly { urn: string; id?: string }[] } | null;
  };
}

/**
 * Resources of the offline cloud that a run made before it died without recording them. Resources that a
 * state has recorded once are none, since a declaration may retain them, nor are those of running stacks.
 */
export function orphansIn(store: CloudStore, backend: string): Stored[] {
  return store.exclusively(() => {
    const unrecorded = store.unrecorded();
    if (unrecorded.length === 0) {
      return [];
    }
    const recorded = recordedIn(backend);
    const running = runningIn(backend);
    const orphans: Stored[] = [];
    for (const stored of unrecorded) {
      const { urn = "", id } = stored;
      if (recorded.has(`${urn} ${id}`)) {
        store.put({ ...stored, recorded: true });
      } else if (!running.has(stackOf(urn))) {
        orphans.push(stored);
      }
    }
    return orphans;
  });
}

/** Removes these resources. @returns the removed ones. */
export function removeOrphans(store: CloudStore, backend: string): Stored[] {
  const orphans = orphansIn(store, backend);
  for (const { partition, token, id } of orphans) {
    store.remove(partition, token, id);
  }
  return orphans;
}

/** Stack of a URN, `urn:pulumi:<stack>::<project>::...`. */
export const stackOf = (urn: string) => urn.split("::")[0]?.split(":")[2] ?? "";

function recordedIn(backend: string): Set<string> {
  return new Set(
    backendFiles(backend, "stacks").flatMap((file) => {
      const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as State;
      return (checkpoint?.latest?.resources ?? []).map(({ urn, id = "" }) => `${urn} ${id}`);
    }),
  );
}

function runningIn(backend: string): Set<string> {
  return new Set(backendFiles(backend, "locks").map((file) => basename(dirname(file))));
}
