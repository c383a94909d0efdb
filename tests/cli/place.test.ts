import { dirname } from "node:path";

import { afterAll, expect, it } from "vitest";

import { gateStacks as gate, gateEstate } from "../../cli/src/gate";
import { printKubeconfig } from "../../cli/src/actions/team-kubeconfig";
import { retireTeam } from "../../cli/src/actions/team-retire";
import { TestProject } from "../sandbox/project";

const project = new TestProject("bare");
project.declare("examples/small/organization");
afterAll(() => {
  project.remove();
});

const without = { PATH: dirname(process.execPath) };
const here = (work: (place: string) => unknown) => project.call(work, without);

it.each<[string, () => unknown]>([
  ["up account.main", () => project.run(["up", "account.main"], without)],
  ["gate account.main", () => here((place) => gate(place, ["account.main"], {}))],
  [
    "gate --after account.main",
    () => here((place) => gate(place, ["account.main"], { after: true })),
  ],
  ["gate --estate", () => here((place) => gateEstate(place, {}))],
  [
    "team kubeconfig product main",
    () => here((place) => printKubeconfig(place, "product", "main", {})),
  ],
])("%s without the engine says what is missing", async (_case, run) => {
  expect(await run()).toMatchObject({
    status: 3,
    stderr:
      "groundwork: pulumi: want the engine on the PATH, got none; https://www.pulumi.com/docs/install/; --sandbox, where a command has it, works on the sandbox's stacks\n",
  });
});

const sandbox = true;

it.each<[string, number, (place: string) => unknown]>([
  ["gate account.main", 2, (place) => gate(place, ["account.main"], { sandbox })],
  ["gate --estate", 2, (place) => gateEstate(place, { sandbox })],
  ["team retire product", 1, (place) => retireTeam(place, "product", { sandbox })],
])("%s of a sandbox that is not there says how to make one", async (_case, status, run) => {
  expect(await project.call(run)).toMatchObject({
    status,
    stderr: "groundwork: no sandbox here; `groundwork sandbox up` makes one\n",
  });
});
