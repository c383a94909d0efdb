import { afterAll, expect, it } from "vitest";

import { TestProject } from "./project";

/** A stack whose bucket its declaration retains, and one whose destruction can be made to fail. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
if (pulumi.getStack() === "second") {
  new aws.s3.Bucket("logs", { tags: { owner: "us" } }, { provider, retainOnDelete: true });
} else {
  new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16", tags: { owner: "us" } }, { provider });
}
`;
const project = new TestProject("down", program, { withoutPack: true });
afterAll(() => {
  project.remove();
});

it("finishes what a failed run began, and knows what that run retained", () => {
  project.groundwork("sandbox", "up", "first", "second");
  const failed = project.run(["sandbox", "down"], {
    GROUNDWORK_FAULTS: "aws:ec2/vpc:Vpc=delete:fail",
  });
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain("first failed:");
  expect(Object.keys(project.inventory()).sort()).toEqual([
    "aws:ec2/vpc:Vpc",
    "aws:s3/bucket:Bucket",
  ]);
  const next = project.groundwork("sandbox", "down");
  expect(next).toContain("retained by declaration, purged here: aws:s3/bucket:Bucket");
  expect(next).toContain("store is empty");
});
