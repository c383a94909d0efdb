import { z } from "zod";

import { approvalsSchema } from "./approvals";
import type { RuleFacts } from "./catalogue";
import { ruleSettingsSchema } from "./rule-settings";
import { waiversSchema } from "./waivers";

/** The published JSON Schema of each file that the gate reads, by its name in `schemas/`. */
export function gateSchemas(rules: readonly RuleFacts[]): Readonly<Record<string, object>> {
  return {
    "policy.schema.json": z.toJSONSchema(ruleSettingsSchema(rules), { io: "input" }),
    "waivers.schema.json": z.toJSONSchema(waiversSchema, { io: "input" }),
    "approvals.schema.json": z.toJSONSchema(approvalsSchema, { io: "input" }),
  };
}
