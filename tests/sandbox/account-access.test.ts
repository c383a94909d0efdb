import { afterAll, expect, it } from "vitest";

import { sandboxDown } from "../../cli/src/actions/sandbox-down";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
import { TestProject } from "./project";

/** People of one account, as a company's own program has them. */
const program = `
const aws = require("@pulumi/aws");
const { identity } = require("@groundwork-iac/platform");
const account = new aws.Provider("home", { region: "eu-west-1", allowedAccountIds: ["222222222222"] });
const opts = { providers: [account] };
const payments = new identity.AccessGroup(
  "payments", { identityStoreId: "d-1234567890", group: "payments" }, opts);
const access = new identity.AccountAccess("people", {
  instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
  account: "prod",
  accountId: "222222222222",
  production: process.env.PRODUCTION !== "no",
  platformGroupId: "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
  developers: { payments: payments.groupId },
  viewers: { audit: "0a1b2c3d-7dec-11d0-a765-00a0c91e6bf6" },
  platformResources: ["arn:aws:s3:::acme-state", "arn:aws:s3:::acme-state/*"],
}, opts);
exports.sets = access.permissionSetArns;
`;

const project = new TestProject("people", program, { withoutPack: true });
afterAll(() => {
  project.remove();
});

const up = (refresh = false) => project.done((place) => sandboxUp(place, ["dev"], { refresh }));

it("lets people into an account, changes what developers may do in place, and leaves nothing", async () => {
  await up();
  const inventory = project.inventory();
  expect(Object.keys(project.outputs("dev")["sets"] as object).sort()).toEqual([
    "administrator",
    "developer",
    "viewer",
  ]);
  expect(inventory).toMatchObject({
    "aws:ssoadmin/permissionSet:PermissionSet": 3,
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": 3,
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": 2,
    "aws:ssoadmin/accountAssignment:AccountAssignment": 3,
    "aws:identitystore/group:Group": 1,
  });
  expect(await up(true)).toContain("0 changed");

  project.environment["PRODUCTION"] = "no";
  expect(await up()).toContain(" 4 changed");
  expect(project.inventory()).toEqual(inventory);
  expect(await project.done((place) => sandboxDown(place))).toContain("store is empty");
});
