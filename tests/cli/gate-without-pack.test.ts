import { afterAll, expect, it } from "vitest";

import { gateStacks as gate, gateEstate } from "../../cli/src/gate";
import { TestProject } from "../sandbox/project";

const project = new TestProject("without-pack", undefined, { withoutPack: true });

it.each<[string, () => unknown]>([
  ["gate dev", () => project.run(["gate", "dev"])],
  ["gate --after dev", () => project.call((place) => gate(place, ["dev"], { after: true }))],
  ["gate --estate", () => project.call((place) => gateEstate(place, {}))],
])("is not open without the pack: %s", async (_case, run) => {
  expect(await run()).toMatchObject({
    status: 3,
    stdout: "",
    stderr: `groundwork: ${project.place}: want the policy pack installed, got none; npm install @groundwork-iac/policy\n`,
  });
});

afterAll(() => {
  project.remove();
});
