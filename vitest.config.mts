import { defineConfig } from "vitest/config";

/** Tests that work on real servers, which start once before the first of them. */
const live = ["tests/live/**/*.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: "offline", include: ["tests/**/*.test.ts"], exclude: live },
      },
      {
        extends: true,
        test: { name: "live", include: live, globalSetup: ["tests/live/start.ts"] },
      },
    ],
  },
});
