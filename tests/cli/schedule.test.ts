import { describe, expect, it } from "vitest";

import { reversed, runInOrder } from "../../cli/src/engine/schedule";

const steps = [
  { name: "a", after: [] },
  { name: "b", after: ["a"] },
  { name: "c", after: ["a"] },
  { name: "d", after: ["b", "c"] },
];

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

describe("runInOrder", () => {
  it("starts a step when all that it waits for are done, and never more than it may", async () => {
    const done: string[] = [];
    let running = 0;
    await runInOrder(steps, 2, async (name) => {
      running += 1;
      expect(running).toBeLessThanOrEqual(2);
      expect(steps.find((s) => s.name === name)?.after.filter((n) => !done.includes(n))).toEqual(
        [],
      );
      await tick();
      running -= 1;
      done.push(name);
    });
    expect(done.sort()).toEqual(["a", "b", "c", "d"]);
  });

  it("starts nothing after a failure, and lets what is under way finish", async () => {
    const done: string[] = [];
    const run = runInOrder(steps, 2, async (name) => {
      await tick();
      if (name === "b") {
        throw new Error("b broke");
      }
      await tick();
      done.push(name);
    });
    await expect(run).rejects.toThrow("b broke");
    expect(done).toEqual(["a", "c"]);
  });

  it("names steps that wait for each other", async () => {
    const loop = [
      { name: "x", after: ["y"] },
      { name: "y", after: ["x"] },
    ];
    await expect(runInOrder(loop, 2, tick as () => Promise<void>)).rejects.toThrow(
      "these wait for each other: x, y",
    );
  });
});

describe("reversed", () => {
  it("lets each wait for those that waited for it", () => {
    expect(reversed(steps)).toEqual([
      { name: "a", after: ["b", "c"] },
      { name: "b", after: ["d"] },
      { name: "c", after: ["d"] },
      { name: "d", after: [] },
    ]);
  });
});
