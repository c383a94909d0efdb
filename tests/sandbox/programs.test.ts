import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { wholeOr } from "../runs";
import { TestProject } from "./project";

const project = new TestProject("programs", "", { withoutPack: true });
beforeAll(async () => {
  await project.useBackend();
  project.pulumi("stack", "init", "dev");
});
afterAll(() => {
  project.remove();
});

/** Previews a program of some files, and what came of it: once as our host loads it, once as the SDK does. */
function previews(files: Readonly<Record<string, string>>): { ours: string; plain: string } {
  for (const [name, text] of Object.entries(files)) {
    const file = join(project.place, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const preview = (plain?: string) => {
    project.environment = { ...project.environment, GROUNDWORK_PLAIN_SDK: plain };
    return project
      .pulumi("preview", "--stack", "dev", "--show-secrets")
      .split("\n")
      .filter((line) => line.includes("result"))
      .join("\n");
  };
  return { ours: preview(), plain: preview("1") };
}

const typescript = (text: string, tsconfig: object, type = "commonjs") => ({
  "Pulumi.yaml": "name: programs\nruntime: nodejs\nmain: typed/\n",
  "typed/package.json": JSON.stringify({ name: "typed", main: "index.ts", type }),
  "typed/tsconfig.json": JSON.stringify({ compilerOptions: tsconfig }),
  "typed/index.ts": text,
});

const enumeration = `
import * as pulumi from "@pulumi/pulumi";
enum Colour { Red = "red" }
class Box { constructor(public readonly n: number) {} }
export const result = pulumi.output(Colour.Red + new Box(1).n);
`;

describe("a program comes to the same as with the plain SDK", () => {
  const programs: [string, Readonly<Record<string, string>>, RegExp][] = [
    [
      "that is an ES module of TypeScript",
      typescript(enumeration, { module: "nodenext", moduleResolution: "nodenext" }, "module"),
      /red1/,
    ],
    [
      "whose settings ask for conditions of imports",
      typescript(enumeration, {
        module: "nodenext",
        moduleResolution: "nodenext",
        customConditions: ["mine"],
      }),
      /red1/,
    ],
    [
      "whose settings are of CommonJS",
      typescript(enumeration, { module: "commonjs", strict: true }),
      /red1/,
    ],
    [
      "that asks for the files of a callback",
      {
        "Pulumi.yaml": "name: programs\nruntime: nodejs\nmain: index.js\n",
        "package.json": JSON.stringify({ name: "programs", dependencies: { semver: "*" } }),
        "index.js": `
          const pulumi = require("@pulumi/pulumi");
          exports.result = pulumi.runtime.computeCodePaths().then((paths) => paths.size > 0);`,
      },
      /true/,
    ],
    [
      "that serialises a function with a service of an SDK",
      {
        "index.js": `
          const pulumi = require("@pulumi/pulumi");
          const { s3 } = require("@pulumi/aws");
          exports.result = pulumi.runtime
            .serializeFunction(() => s3.Bucket.isInstance(1))
            .then(({ text }) => /require\\(".*aws.*"\\)/.test(text));`,
      },
      /true/,
    ],
  ];
  it.each(wholeOr(programs, programs.slice(2, 4)))("%s", (_case, files, wanted) => {
    const { ours, plain } = previews(files);
    expect(plain).toMatch(wanted);
    expect(ours).toBe(plain);
  });
});
