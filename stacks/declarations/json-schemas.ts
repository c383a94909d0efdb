import { z } from "zod";

import { environmentSchema } from "./environment-schema";
import { ledgerSchema } from "./ledger-schema";
import { organizationSchema } from "./organization-schema";
import { teamSchema } from "./team-schema";
import { trustKey } from "./trust-marks";

/** The published JSON Schema of each kind of file, by its name in `schemas/`. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    "organization.schema.json": published(organizationSchema),
    "environment.schema.json": published(environmentSchema),
    "addresses.schema.json": published(ledgerSchema),
    "team.schema.json": published(teamSchema),
  };
}

/** Without the marks of trust: strict validators refuse a keyword that they don't know. */
const published = (schema: z.ZodType) =>
  z.toJSONSchema(schema, {
    io: "input",
    override: ({ jsonSchema }) => {
      delete jsonSchema[trustKey];
    },
  });
