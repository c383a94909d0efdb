import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Sandbox } from "@groundwork-iac/sandbox";
import { afterAll, expect, it } from "vitest";

import { TestProject } from "./project";

const program = 'exports.secret = require("@pulumi/pulumi").secret("known");\n';
const project = new TestProject("thrift", program, { withoutPack: true });

afterAll(() => {
  project.remove();
});

it("gives stacks one salt, keeps the salt of settings that are there, and keeps no log of the engine", async () => {
  process.env["XDG_STATE_HOME"] = project.environment["XDG_STATE_HOME"];
  const sandbox = new Sandbox({ root: project.place, name: "thrift", main: "index.js" });
  await sandbox.prepare(() => undefined);
  const file = (stack: string) => join(sandbox.paths.project, `Pulumi.${stack}.yaml`);
  const salt = (stack: string) =>
    /encryptionsalt: (.*)/.exec(readFileSync(file(stack), "utf8"))?.[1];
  // Made by the engine itself, as for a sandbox of an earlier version.
  await sandbox.pulumi("stack", "init", "old");
  const old = readFileSync(file("old"), "utf8");
  writeFileSync(file("kept"), `${old}config:\n  thrift:colour: red\n`);

  const workspace = await sandbox.workspace();
  for (const stack of ["one", "two", "kept"]) {
    await workspace.createStack(stack);
  }
  await sandbox.pulumi("up", "--yes", "--skip-preview", "--stack", "one");
  await sandbox.pulumi("up", "--yes", "--skip-preview", "--stack", "old");

  expect(salt("one")).toMatch(/^v1:/);
  expect(salt("two")).toBe(salt("one"));
  expect(salt("old")).not.toBe(salt("one"));
  expect(salt("kept")).toBe(salt("old"));
  expect(readFileSync(file("kept"), "utf8")).toContain("thrift:colour: red");
  expect(Object.keys(await workspace.stackOutputs("one"))).toEqual(["secret"]);
  expect((await workspace.stackOutputs("one"))["secret"]?.value).toBe("known");
  expect(readFileSync(join(sandbox.paths.home, "logs"), "utf8")).toContain("no log");
});
