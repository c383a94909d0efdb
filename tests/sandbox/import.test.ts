import { afterAll, expect, it } from "vitest";

import { sandboxDown } from "../../cli/src/actions/sandbox-down";
import { sandboxUp } from "../../cli/src/actions/sandbox-up";
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

const project = new TestProject("adoption", program, { withoutPack: true });
project.environment["CIDR"] = "10.0.0.0/16";
afterAll(() => {
  project.remove();
});

const up = (stack: string, more: NodeJS.ProcessEnv = {}, refresh = false) =>
  project.call((place) => sandboxUp(place, [stack], { refresh }), more);

it("adopts what is there, and says when it is not as declared or not there", async () => {
  expect(await up("made")).toMatchObject({ status: 0 });
  const id = String(project.outputs("made")["id"]);

  const other = await up("adopted", { IMPORT: id, CIDR: "10.1.0.0/16" });
  expect(other.status).toBe(1);
  expect(other.stderr).toMatch(/cidrBlock: .*10\.0\.0\.0\/16.* => .*10\.1\.0\.0\/16/);

  const absent = await up("adopted", { IMPORT: "vpc-0" });
  expect(absent.status).toBe(1);
  expect(absent.stderr).toContain("vpc-0");

  const adopted = await up("adopted", { IMPORT: id });
  expect(adopted.status, adopted.stdout + adopted.stderr).toBe(0);
  const again = await up("adopted", { IMPORT: id }, true);
  expect(again.stdout).toContain("adopted: 3 resources, 0 changed, not judged");
  expect(await project.done((place) => sandboxDown(place, { purge: true }))).toContain(
    "store is empty",
  );
});
