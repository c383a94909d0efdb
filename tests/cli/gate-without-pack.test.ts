import { rmSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

import { TestProject } from "../sandbox/project";

const project = new TestProject("without-pack");
rmSync(join(project.place, "node_modules"));

it.each([
  ["gate", "dev"],
  ["gate", "--after", "dev"],
  ["gate", "--estate"],
])("is not open without the pack: %s %s", (...args) => {
  const { status, stdout, stderr } = project.run(args);
  expect({ status, stdout, stderr }).toEqual({
    status: 3,
    stdout: "",
    stderr: `groundwork: ${project.place}: want the policy pack installed, got none; npm install @groundwork-iac/policy\n`,
  });
});

afterAll(() => {
  project.remove();
});
