import { afterAll, expect, it } from "vitest";

import { recoverStack } from "../../cli/src/actions/recover";
import { wholeOr } from "../runs";
import { calmRuns, everyPackage, survives, versions } from "./killed";
import { TestProject } from "./project";

const project = new TestProject("killed", everyPackage, { withoutPack: true });
afterAll(() => {
  project.remove();
});

const calls = wholeOr(60, 20);

it(`goes on as if nothing had happened after runs that died in ${calls} calls of all packages`, async () => {
  const calm = await calmRuns(project, wholeOr(versions, ["1"]));
  expect(await survives(project, 0, calm)).toBeGreaterThanOrEqual(calls);

  const { stdout } = await project.call((place) =>
    recoverStack(place, "calm", { sandbox: true, json: true }),
  );
  expect(JSON.parse(stdout)).toEqual({ stack: "calm", steps: [], done: false });
});
