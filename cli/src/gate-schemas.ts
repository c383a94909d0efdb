import { z } from "zod";

import { approvalsSchema } from "./gate-approvals";
import type { RuleFacts } from "./gate-catalogue";
import { ruleSettingsSchema } from "./gate-rule-settings";
import { waiversSchema } from "./gate-waivers";

/** The published JSON Schema of each file that the gate reads, by its name in `schemas/`. */
export function gateSchemas(rules: readonly RuleFacts[]): Readonly<Record<string, object>> {
  return {
    "policy.schema.json": z.toJSONSchema(ruleSettingsSchema(rules), { io: "input" }),
    "waivers.schema.json": z.toJSONSchema(waiversSchema, { io: "input" }),
    "approvals.schema.json": z.toJSONSchema(approvalsSchema, { io: "input" }),
  };
}
