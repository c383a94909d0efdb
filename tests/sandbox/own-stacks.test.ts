import { afterAll, beforeAll, expect, it } from "vitest";

import { plan } from "../../cli/src/actions/plan";
import { sandboxDown } from "../../cli/src/actions/sandbox-down";
import { sandboxStatus } from "../../cli/src/actions/sandbox-status";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { gateStacks } from "../../cli/src/gate";
import { TestProject } from "./project";

/** A queue for the company's reports, whose readers log in at the organisation's issuer. */
const program = `
const aws = require("@pulumi/aws");
const { platform } = require("@groundwork-iac/platform/platform");
module.exports = platform("./organization", {}, { stacks: {
  reports: ({ organization, keys, read }) => {
    const provider = new aws.Provider("account", {
      region: organization.home.region, allowedAccountIds: [organization.home.accountId],
    });
    const role = new aws.iam.Role("reports", {
      name: "reports-" + keys.join("-"),
      assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
    }, { provider });
    return { issuer: read("identity").issuer, role: role.name };
  },
} });
`;

const project = new TestProject("umbrella", program);
beforeAll(() => {
  project.declare("tests/stacks/existing-organization");
  project.edit(
    "organization.yaml",
    "name: umbrella\n",
    "name: umbrella\nstacks: { reports.eu: { reads: [identity] } }\n",
  );
});
afterAll(() => {
  project.remove();
});

it("brings a company's own stack up behind the stacks that it reads, and everything knows it", async () => {
  const up = await project.done((place) => sandboxUp(place, ["reports.eu"], {}));
  expect(up).toContain("2 of 2 stacks are up");
  expect(project.outputs("reports.eu")).toEqual({
    issuer: "https://login.umbrella.example/oauth2/default",
    role: "reports-eu",
  });
  const batches = await project.done((place) => {
    plan(place, false);
  });
  expect(batches).toMatch(/^shared shared, approved by main: .*identity.*, reports\.eu$/m);
  const status = await project.done((place) => sandboxStatus(place, false));
  expect(status).toMatch(/^reports\.eu: \d+ resources$/m);
  const gate = await project.done((place) => gateStacks(place, ["reports.eu"], { sandbox: true }));
  expect(gate).toMatch(/reports\.eu/);
});

it("refuses a program that reads more than the file lists", async () => {
  project.edit("organization.yaml", "reads: [identity]", "reads: [tools]");
  const { status, stderr } = await project.call((place) =>
    sandboxUp(place, ["reports.eu"], { only: true }),
  );
  expect(status).toBe(1);
  expect(stderr).toContain(
    "organization.yaml: stacks.reports.eu.reads: want identity, which its program reads, got tools; " +
      "add it, so that it comes up first",
  );
  expect(stderr).not.toMatch(/^\s+at /m);
});

it("takes it down before the stacks that it reads", async () => {
  const { status, stdout, stderr } = await project.call((place) =>
    sandboxDown(place, { purge: true }),
  );
  expect(status, stderr).toBe(0);
  expect(stdout).toContain("everything is destroyed");
});
