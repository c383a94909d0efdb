import { createRequire } from "node:module";
import { join } from "node:path";

import { z } from "zod";

const severities = ["critical", "high", "medium", "low"] as const;
const level = z.enum(["mandatory", "advisory"]);

/** A setting of a rule; of a pack that does not say its effect, each name may let the rule allow more. */
const setting = z.object({
  effect: z.enum(["widens", "limits", "covers", "identifies"]).default("widens"),
  usual: z.array(z.string()).readonly().optional(),
  narrowing: z.string().optional(),
});

const rulesSchema = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    severity: z.enum(severities),
    enforcement: z.object({ sandbox: level, nonprod: level, prod: level }),
    laxer: z.object({ sandbox: z.string(), nonprod: z.string() }).partial().default({}),
    policies: z.array(z.string()),
    frameworks: z.array(z.string()),
    settings: z.record(z.string(), setting).default({}),
    mends: z.boolean().default(false),
    fix: z.string(),
    link: z.string(),
  }),
);

export type RuleFacts = z.infer<typeof rulesSchema>[number];
export type Severity = RuleFacts["severity"];
export type Level = z.infer<typeof level>;
export type Tier = keyof RuleFacts["enforcement"];

/**
 * The rules of the policy pack that is installed, whatever its version.
 * @throws Error when the pack does not list its rules.
 */
export function readCatalogue(pack: string): RuleFacts[] {
  const file = join(pack, "dist", "catalogue.js");
  try {
    const { catalogue } = createRequire(file)(file) as { readonly catalogue?: unknown };
    return rulesSchema.parse(catalogue);
  } catch (error) {
    const got = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`${file}: want the rules of the policy pack, got ${got ?? ""}`, {
      cause: error,
    });
  }
}

/** Rank of a severity: the most severe is the smallest. */
export const rankOf = (severity: Severity | undefined) =>
  severity === undefined ? severities.length : severities.indexOf(severity);
