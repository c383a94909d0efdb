import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { gateStacks as gate } from "../../cli/src/gate";
import { TestProject } from "../sandbox/project";

const project = new TestProject(
  "remedy",
  `const keycloak = require("@pulumi/keycloak");
new keycloak.openid.Client("tool", {
  realmId: "acme", clientId: "tool", accessType: "CONFIDENTIAL",
  standardFlowEnabled: true, fullScopeAllowed: false, validRedirectUris: ["https://tool.example.com/"],
});
`,
);
const judged = () => project.call((place) => gate(place, ["dev"], {}));

beforeAll(async () => {
  await project.useBackend();
  project.pulumi("stack", "init", "dev");
});
afterAll(() => {
  project.remove();
});

it("is a violation unless its level is remediate; then it is mended, and told of", async () => {
  const closed = await judged();
  expect(closed.status, closed.stderr).toBe(1);
  expect(closed.stdout).toContain("KC-03 urn:");
  writeFileSync(
    join(project.place, "policy.json"),
    JSON.stringify({ "KC-03": { enforcementLevel: "remediate" } }),
  );
  const open = await judged();
  expect(open.status, open.stdout + open.stderr).toBe(0);
  expect(open.stdout).toContain("MENDED KC-03 urn:");
});
