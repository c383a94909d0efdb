import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv2020 } from "ajv/dist/2020";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { gateSchemas } from "../../cli/src/gate/inputs/schemas";
import { jsonSchemas } from "../../stacks/organization";
import { rules } from "./gate-judging";

const root = join(__dirname, "../..");
const folder = join(root, "schemas");
const schemas = gateSchemas(rules);
const text = (schema: unknown) => `${JSON.stringify(schema, undefined, 2)}\n`;

if (process.env["UPDATE_SCHEMAS"] === "1") {
  for (const [file, schema] of Object.entries(schemas)) {
    writeFileSync(join(folder, file), text(schema));
  }
}

/** Whether data keeps a published schema. */
function keeps(file: string, data: unknown): boolean {
  const schema = JSON.parse(readFileSync(join(folder, file), "utf8")) as object;
  return new Ajv2020({ allErrors: true, formats: { date: true } }).compile(schema)(data);
}

const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8")) as object;
const policies = [
  "organization/policy.json",
  "examples/platform/organization/policy.json",
  "examples/small/organization/policy.json",
  "examples/replaced-layer/organization/policy.json",
];

/** The example of a file in the gate's page, below a comment with the file's name. */
function documented(file: string): Record<string, unknown>[] {
  const page = readFileSync(join(root, "docs/gate.md"), "utf8");
  const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = ""]) => block);
  const block = blocks.find((each) => each.includes(`/${file.replace(".yaml", ".schema.json")}`));
  return parse(block ?? "[]") as Record<string, unknown>[];
}

describe("the published JSON Schemas of what the gate reads", () => {
  it.each(Object.entries(schemas))("%s is what the code says", (file, schema) => {
    expect(readFileSync(join(folder, file), "utf8"), "to write it again: npm run schemas").toBe(
      text(schema),
    );
  });

  it("are all there, with those of organisations, and no other", () => {
    const all = Object.keys({ ...jsonSchemas(), ...schemas });
    expect(readdirSync(folder).sort()).toEqual(all.sort());
  });

  it.each(policies)("%s keeps its own, and not with a key too many", (file) => {
    expect(keeps("policy.schema.json", read(file))).toBe(true);
    expect(keeps("policy.schema.json", { ...read(file), "IAM-03.Role": {} })).toBe(false);
  });

  it.each(["waivers", "approvals"])("the documented %s.yaml keeps its own", (kind) => {
    const [entry, ...others] = documented(`${kind}.yaml`);
    expect(others).toEqual([]);
    const file = `${kind}.schema.json`;
    expect(keeps(file, [entry])).toBe(true);
    expect(keeps(file, [{ ...entry, colour: "red" }])).toBe(false);
    for (const key of Object.keys(entry ?? {})) {
      expect(keeps(file, [{ ...entry, [key]: undefined }]), key).toBe(false);
      expect(keeps(file, [{ ...entry, [key]: "" }]), key).toBe(false);
    }
  });
});
