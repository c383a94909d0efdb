import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { Ajv2020 } from "ajv/dist/2020";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { jsonSchemas } from "../../stacks/organization";

const root = join(__dirname, "../..");
const folder = join(root, "schemas");
const schemas = jsonSchemas();
const text = (schema: unknown) => `${JSON.stringify(schema, undefined, 2)}\n`;

if (process.env["UPDATE_SCHEMAS"] === "1") {
  for (const [file, schema] of Object.entries(schemas)) {
    writeFileSync(join(folder, file), text(schema));
  }
}

/** Files of organisations by the schema that is theirs. */
const organizations = [
  "organization",
  "examples/platform/organization",
  "examples/small/organization",
  "tests/stacks/existing-organization",
];
const files = organizations.flatMap((organization): [string, string][] => [
  [`${organization}/organization.yaml`, "organization.schema.json"],
  ...["environment", "team"].flatMap((kind) =>
    readdirSync(join(root, organization, `${kind}s`)).map((name): [string, string] => [
      `${organization}/${kind}s/${name}`,
      `${kind}.schema.json`,
    ]),
  ),
]);

const published = (file: string) =>
  JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, unknown>;
const dataOf = (file: string) => parse(readFileSync(join(root, file), "utf8")) as object;
const validator = (file: string) =>
  new Ajv2020({ allErrors: true, strictTuples: false }).compile(published(file));

describe("the published JSON Schemas", () => {
  it.each(Object.entries(schemas))("%s is what the code says", (file, schema) => {
    expect(readFileSync(join(folder, file), "utf8"), "to write it again: npm run schemas").toBe(
      text(schema),
    );
  });

  it.each(files)("%s keeps %s", (file, schema) => {
    const validate = validator(schema);
    validate(dataOf(file));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(files)("%s with a key too many breaks %s", (file, schema) => {
    expect(validator(schema)({ ...dataOf(file), colour: "red" })).toBe(false);
  });

  it.each(files)("%s without one of its keys breaks %s", (file, schema) => {
    const data = dataOf(file);
    const { required } = published(schema) as { required: string[] };
    for (const key of required) {
      expect(validator(schema)({ ...data, [key]: undefined }), `${basename(file)}: ${key}`).toBe(
        false,
      );
    }
  });
});
