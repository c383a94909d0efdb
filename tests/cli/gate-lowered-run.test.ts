import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { up } from "../../cli/src/actions/up";
import { gateStacks as gate, type GateOptions } from "../../cli/src/gate";
import { grantedToday } from "../granted";
import { TestProject } from "../sandbox/project";

/** A program whose one client is for a command line. */
const project = new TestProject(
  "lowered",
  `const keycloak = require("@pulumi/keycloak");
new keycloak.openid.Client("cli", {
  realmId: "acme", clientId: "cli", accessType: "PUBLIC", pkceCodeChallengeMethod: "S256",
  standardFlowEnabled: true, fullScopeAllowed: false, validRedirectUris: ["http://localhost:8000"],
});
`,
);
const file = join(project.place, "policy.json");
const judged = (own: object, options: GateOptions = { platform: project.place }) => {
  writeFileSync(file, JSON.stringify({ "KC-01": { loopback: ["cli"], ...own } }));
  return project.call((place) => gate(place, ["dev"], options));
};
const { place: platform } = project;
const told = "LOWERED KC-01 allows more: loopback cli by settings; critical: ";

beforeAll(async () => {
  await project.useBackend();
  project.pulumi("stack", "init", "dev");
});
afterAll(() => {
  project.remove();
});

it("opens the gate for a setting in force, and tells of it wherever it reports", async () => {
  const comment = join(project.place, "comment.md");
  const lowered = grantedToday();
  const open = await judged({ lowered }, { comment, platform });
  expect(open.status, open.stdout + open.stderr).toBe(0);
  expect(open.stdout).toContain(told);
  expect(open.stdout).toContain(`  until ${lowered.expires}, ${lowered.reason}, ada, `);
  expect(readFileSync(comment, "utf8")).toContain(told);
  const { stdout } = await judged({ lowered }, { json: true, platform });
  expect(JSON.parse(stdout)).toMatchObject({
    gate: "open",
    lowered: [{ rule: "KC-01", setting: "loopback", width: ["cli"], state: "in force" }],
  });
});

it("closes it for one that has ended, which has no effect", async () => {
  const closed = await judged({ lowered: grantedToday({ before: 20, after: -1 }) });
  expect(closed.status).toBe(1);
  expect(closed.stdout).toContain("ENDED KC-01 allows more: loopback cli by settings");
  expect(closed.stdout).toContain("KC-01 urn:pulumi:dev::lowered::");
});

it("judges nothing by one without a reason, or of a critical rule in a team's own file", async () => {
  const unsaid = await judged({});
  expect([unsaid.status, unsaid.stdout]).toEqual([2, ""]);
  expect(unsaid.stderr).toContain(`${file}: KC-01.loopback: want a reason, an owner, a ticket`);
  const settings = { lowered: grantedToday() };
  const teams = await judged(settings, {});
  expect(teams.status).toBe(2);
  expect(teams.stderr).toContain(`${file}: KC-01.loopback: want nothing that lowers KC-01`);
  const brought = await project.call((place) => up(place, ["dev"], {}));
  expect(brought.status).not.toBe(0);
  expect(brought.stderr).toContain("want nothing that lowers KC-01");
});
