import { existsSync, readFileSync } from "node:fs";

import { inject } from "vitest";

import { type LiveDescription, liveDescription } from "../../sandbox/src/live/description";

/** How long the servers may take to start, in milliseconds. */
const patience = 300_000;

/**
 * Keycloak and OpenBao, as `start.ts` starts them for the tests of this folder.
 * Waits for them without giving way, so that tests may ask as they load.
 */
export function runningServers(): LiveDescription {
  const { description, failure } = inject("live");
  const deadline = Date.now() + patience;
  while (!existsSync(description)) {
    if (existsSync(failure) || Date.now() > deadline) {
      const why = existsSync(failure) ? readFileSync(failure, "utf8") : "they take too long";
      throw new Error(`the live servers of the tests did not start: ${why}`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  return liveDescription(description) as LiveDescription;
}
