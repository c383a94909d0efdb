import { dirname } from "node:path";

import { afterAll, expect, it } from "vitest";

import { TestProject } from "../sandbox/project";

const project = new TestProject("bare");
project.declare("examples/small/organization");
afterAll(() => {
  project.remove();
});

it.each([
  ["up", "account.main"],
  ["gate", "account.main"],
  ["gate", "--after", "account.main"],
  ["gate", "--estate"],
  ["team", "kubeconfig", "product", "main"],
])("%s %s without the engine says what is missing", (...args) => {
  const { status, stderr } = project.run(args, { PATH: dirname(process.execPath) });
  expect(stderr).toBe(
    "groundwork: pulumi: want the engine on the PATH, got none; https://www.pulumi.com/docs/install/\n",
  );
  expect(status).toBe(3);
});

it.each([
  ["gate", "account.main"],
  ["gate", "--estate"],
  ["team", "retire", "product"],
])("%s %s of a sandbox that is not there says how to make one", (...args) => {
  const { status, stderr } = project.run([...args, "--sandbox"]);
  expect(stderr).toBe("groundwork: no sandbox here; `groundwork sandbox up` makes one\n");
  expect(status).toBeGreaterThan(0);
});
