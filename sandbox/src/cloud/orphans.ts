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
 * Removes from the offline cloud the resources that a run made before it died without recording them. It
 * leaves resources that a state has recorded once, since a declaration may retain them, and those of running stacks.
 * @returns the removed resources.
 */
export function removeOrphans(store: CloudStore, backend: string): Stored[] {
  return store.exclusively(() => {
    const unrecorded = store.unrecorded();
    if (unrecorded.length === 0) {
      return [];
    }
    const recorded = recordedIn(backend);
    const running = runningIn(backend);
    const orphans: Stored[] = [];
    for (const stored of unrecorded) {
      const { urn = "", id, token, partition } = stored;
      if (recorded.has(`${urn} ${id}`)) {
        store.put({ ...stored, recorded: true });
      } else if (!running.has(stackOf(urn))) {
        store.remove(partition, token, id);
        orphans.push(stored);
      }
    }
    return orphans;
  });
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
