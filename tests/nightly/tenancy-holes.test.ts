import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { checkLine } from "../../cli/src/tenancy/report";
import { holes, isOf, withHoles } from "../live/holes";
import { LivePlatform, red } from "../live/live-platform";

const platform = new LivePlatform();

beforeAll(() => {
  platform.up();
});
afterAll(() => {
  platform.down();
});

describe("the tenancy suite", () => {
  it.each(holes)("finds $name by itself, and nothing else", async (hole) => {
    const checks = await withHoles([hole], platform, () => platform.suite());
    const own = checks.filter((check) => isOf(hole, check));
    expect(own).not.toEqual([]);
    expect(red(checks).map(checkLine)).toEqual(own.map(checkLine));
    expect([...new Set(own.map(({ action }) => action))].sort()).toEqual(hole.actions);
  });

  it("finds nothing once all are mended", async () => {
    expect(red(await platform.suite()).map(checkLine)).toEqual([]);
  });
});
