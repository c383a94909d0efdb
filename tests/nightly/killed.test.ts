import { afterAll, expect, it } from "vitest";

import { calmRuns, everyPackage, survives } from "../sandbox/killed";
import { TestProject } from "../sandbox/project";

const project = new TestProject("killed-more", everyPackage, { withoutPack: true });
afterAll(() => {
  project.remove();
});

it("goes on after runs that died at each other moment of the same calls", async () => {
  const calm = await calmRuns(project);
  for (const moment of [1, 2]) {
    expect(await survives(project, moment, calm)).toBeGreaterThanOrEqual(60);
  }
});
