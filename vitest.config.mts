import { defineConfig } from "vitest/config";

/** Tests that work on real servers, which start once before the first of them; they go first. */
const live = ["tests/live/**/*.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "offline",
          include: ["tests/**/*.test.ts"],
          exclude: live,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "live",
          include: live,
          globalSetup: ["tests/live/start.ts"],
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
});
