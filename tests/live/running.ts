import { inject } from "vitest";

import { type LiveDescription, liveDescription } from "../../sandbox/src/live/description";

/** Keycloak and OpenBao, as `start.ts` started them for the tests of this folder. */
export function runningServers(): LiveDescription {
  const description = liveDescription(inject("live"));
  if (description === undefined) {
    throw new Error("the live servers of the tests did not start");
  }
  return description;
}
