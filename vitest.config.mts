import { defineConfig } from "vitest/config";

import { LongestFirst } from "./tests/run/longest-first.mts";

/** Tests of real servers, which start once before the first of them, and of tools that are built. */
const live = ["tests/live/**/*.test.ts", "tests/workflows/actionlint.test.ts"];
/** Tests that repeat in more steps what others show in fewer; they run at night. */
const nightly = ["tests/nightly/**/*.test.ts"];
/** Tests that `./groundwork test` leaves to `--all`: what they prove breaks seldom, and they take long. */
const long =
  process.env["GROUNDWORK_TESTS"] === "quick"
    ? [
        "tests/docs/api.test.ts",
        "tests/packages/types.test.ts",
        "tests/sandbox/account-access.test.ts",
        "tests/sandbox/import.test.ts",
        "tests/sandbox/lightened.test.ts",
      ]
    : [];
const servers = { globalSetup: ["tests/live/start.ts"] };

export default defineConfig({
  test: {
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "offline",
          include: ["tests/**/*.test.ts"],
          exclude: [...live, ...nightly, ...long],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: "live", include: live, ...servers, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: "nightly", include: nightly, ...servers, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
