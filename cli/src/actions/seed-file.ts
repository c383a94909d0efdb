import { https, region } from "@groundwork-iac/platform/internal/declarations/fields";
import { readData } from "@groundwork-iac/platform/internal/declarations/files";
import { ProblemsError } from "@groundwork-iac/platform/internal/declarations/problems";
import { problemsOf } from "@groundwork-iac/platform/internal/declarations/schema-problems";
import type { Seed } from "@groundwork-iac/sandbox";
import { z } from "zod";

const text = z.string().min(1, "a text that is not empty");

/** Where resources are; keys of the file hold for each resource that has none of its own. */
const place = {
  account: z
    .string()
    .regex(/^\d{12}$/, "an AWS account id, 12 digits in quotes")
    .optional(),
  region: region.optional(),
  cluster: text.optional(),
  server: https.optional(),
  owner: text.optional(),
};

const seedSchema = z.strictObject({
  ...place,
  resources: z.record(
    z
      .string()
      .regex(/^[A-Za-z0-9][\w.-]{0,99}$/, "1 to 100 letters, digits, dots, dashes and underscores"),
    z.strictObject({
      ...place,
      type: z
        .string()
        .regex(/^[a-z]+:[\w./-]+:\w+$/, "a kind such as aws:ec2/vpc:Vpc, as Pulumi names it"),
      id: text.optional(),
      inputs: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/**
 * Reads a file of resources that are there before any stack.
 * @throws Error with every problem of the file by path.
 */
export function readSeeds(file: string): Seed[] {
  const read = readData(file);
  if (read === undefined) {
    throw new Error(
      `${file}: want a file of resources that are there before any stack, got none; docs/customise.md has one`,
    );
  }
  const problems = read.problems.length > 0 ? read.problems : problemsOf(seedSchema, read.data);
  if (problems.length > 0) {
    throw new ProblemsError(
      "nothing is seeded:",
      problems.map((problem) => ({ ...problem, file })),
    );
  }
  const { resources, ...common } = seedSchema.parse(read.data);
  return Object.entries(resources).map(([name, { type, id, inputs = {}, ...own }]) => ({
    name,
    type,
    place: given({ ...common, ...given(own) }),
    ...(id === undefined ? {} : { id }),
    inputs,
  }));
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The keys that have a value. */
function given<T extends object>(record: T): Given<T> {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}
