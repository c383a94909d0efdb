import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";

import { backendFiles } from "../engine/backend";
import { CloudStore } from "./store";

interface State {
  readonly checkpoint?: {
    readonly latest?: {
      readonly resources?: readonly {
        readonly type: string;
        readonly id?: string;
        readonly external?: boolean;
      }[];
    } | null;
  };
}

/**
 * Stacks that are up stand on resources of the offline cloud; an update would believe in them.
 * @throws Error that names the stacks, and how to start anew, when the store holds nothing.
 */
export function requireStore(store: string, backend: string, folder: string): void {
  const stacks = backendFiles(backend, "stacks").filter(holdsResources);
  if (stacks.length > 0 && isEmpty(store)) {
    const names = stacks.map((file) => basename(file, ".json")).sort();
    throw new Error(
      `${store}: want the resources of ${names.join(", ")}, which are up, got an empty store; ` +
        `put the file back with its key, or remove ${folder} and run \`groundwork sandbox up\` again`,
    );
  }
}

function isEmpty(path: string): boolean {
  if (!existsSync(path)) {
    return true;
  }
  const store = CloudStore.open(path);
  try {
    return Object.keys(store.inventory()).length === 0;
  } finally {
    store.close();
  }
}

function holdsResources(file: string): boolean {
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as State;
  return (checkpoint?.latest?.resources ?? []).some(
    ({ type, id, external = false }) =>
      id !== undefined && !external && !type.startsWith("pulumi:"),
  );
}
