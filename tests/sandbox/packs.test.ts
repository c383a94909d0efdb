import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { TestProject } from "./project";

const program = `
const aws = require("@pulumi/aws");
new aws.s3.Bucket("plain");
`;

/** A pack of one policy that reports its own name for every bucket. */
const source = (name: string) => `
const { PolicyPack } = require("@pulumi/policy");
const name: string = "${name}";
new PolicyPack(name, { policies: [{
  name: "speaks", description: "Speaks.", enforcementLevel: "advisory",
  validateResource: (args: { type: string }, report: (message: string) => void) => {
    if (args.type === "aws:s3/bucket:Bucket") { report("heard by " + name); }
  },
}] });
`;
const untyped = (text: string) =>
  text
    .replace(": string =", " =")
    .replace("args: { type: string }", "args")
    .replace("report: (message: string) => void", "report");

const project = new TestProject("packs", program, { withoutPack: true });

/** Writes a pack into the project, so that it finds the project's packages. */
function pack(name: string, main: string, text: string): string {
  const folder = join(project.place, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", main }));
  writeFileSync(join(folder, main), text);
  return folder;
}

beforeAll(async () => {
  await project.useBackend();
  project.pulumi("stack", "init", "dev");
});

afterAll(() => {
  project.remove();
});

it("runs a pack of JavaScript, which is spared the compiler, and one of TypeScript, which needs it", () => {
  const plain = pack("plain", "index.js", untyped(source("plain")));
  const typed = pack("typed", "index.ts", source("typed"));
  const printed = project.pulumi(
    ...["preview", "--stack", "dev", "--policy-pack", plain, "--policy-pack", typed],
  );
  expect(printed).toContain("heard by plain");
  expect(printed).toContain("heard by typed");
});

it("compiles the TypeScript that a pack of JavaScript requires", () => {
  const mixed = pack("mixed", "index.js", 'require("./policies");\n');
  writeFileSync(join(mixed, "policies.ts"), source("mixed"));
  const printed = project.pulumi("preview", "--stack", "dev", "--policy-pack", mixed);
  expect(printed).toContain("heard by mixed");
});

it("says where a pack of TypeScript does not compile", () => {
  const broken = pack("broken", "index.ts", `${source("broken")}\nconst n: number = "text";\n`);
  expect(() => project.pulumi("preview", "--stack", "dev", "--policy-pack", broken)).toThrow(
    /not assignable to type 'number'/,
  );
});
