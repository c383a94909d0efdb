import { afterAll, expect, it } from "vitest";

import { TestProject } from "./project";

/** Stack `made` makes a VPC; stack `adopted` imports the one that IMPORT names. */
const program = `
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const provider = new aws.Provider("account", { region: "eu-west-1", allowedAccountIds: ["111111111111"] });
const adopted = pulumi.getStack() === "adopted";
const vpc = new aws.ec2.Vpc("net", { cidrBlock: process.env.CIDR, tags: { owner: "them" } }, {
  provider,
  retainOnDelete: adopted,
  import: adopted ? process.env.IMPORT : undefined,
});
exports.id = vpc.id;
`;

const project = new TestProject("adoption", program);
project.environment["CIDR"] = "10.0.0.0/16";
afterAll(() => {
  project.remove();
});

it("adopts what is there, and says when it is not as declared or not there", () => {
  expect(project.run(["sandbox", "up", "made"]).status).toBe(0);
  const id = String(project.status().stacks[0]?.outputs["id"]);

  const other = project.run(["sandbox", "up", "adopted"], { IMPORT: id, CIDR: "10.1.0.0/16" });
  expect(other.status).toBe(1);
  expect(other.stderr).toMatch(/cidrBlock: .*10\.0\.0\.0\/16.* => .*10\.1\.0\.0\/16/);

  const absent = project.run(["sandbox", "up", "adopted"], { IMPORT: "vpc-0" });
  expect(absent.status).toBe(1);
  expect(absent.stderr).toContain("vpc-0");

  const adopted = project.run(["sandbox", "up", "adopted"], { IMPORT: id });
  expect(adopted.status, adopted.stdout + adopted.stderr).toBe(0);
  const again = project.run(["sandbox", "up", "adopted", "--refresh"], { IMPORT: id });
  expect(again.stdout).toContain("adopted: 3 resources, 0 changed");
  expect(project.run(["sandbox", "down"]).stdout).toContain("store is empty");
});
