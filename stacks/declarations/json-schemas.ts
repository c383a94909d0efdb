import { z } from "zod";

import { environmentSchema } from "./environment-schema";
import { ledgerSchema } from "./ledger-schema";
import { organizationSchema } from "./organization-schema";
import { teamSchema } from "./team-schema";

/** The published JSON Schema of each kind of file, by its name in `schemas/`. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    "organization.schema.json": z.toJSONSchema(organizationSchema, { io: "input" }),
    "environment.schema.json": z.toJSONSchema(environmentSchema, { io: "input" }),
    "addresses.schema.json": z.toJSONSchema(ledgerSchema, { io: "input" }),
    "team.schema.json": z.toJSONSchema(teamSchema, { io: "input" }),
  };
}
