import { basename } from "node:path";

import { readIfThere } from "@groundwork-iac/platform/internal/declarations/files";
import type { Problem } from "@groundwork-iac/platform/internal/declarations/problems";
import { waiverFiles } from "@groundwork-iac/platform/internal/declarations/waiver-files";
import { z } from "zod";

import type { RuleFacts } from "./catalogue";
import { daysProblem, grantFields, refuse, resource, text } from "./declared";

const waiverSchema = z.strictObject({
  rule: text.describe("Id of the rule, such as ECR-01."),
  resource: resource.describe("URN, * for any text; it must fit the whole URN."),
  object: z
    .string()
    .regex(
      /^([a-z0-9*-]+\/)?[^/\s]+$/,
      "<namespace>/<name>, or <name> of an object without a namespace",
    )
    .optional()
    .describe("Objects that the cluster admits too; * for any text without /."),
  ...grantFields,
});

/** The content of `waivers.yaml` and `waivers/<team>.yaml`. */
export const waiversSchema = z.array(waiverSchema);

/** An exception from a rule, as the policy pack takes it. */
export type Waiver = z.infer<typeof waiverSchema> & {
  /** The team whose file has it; omitted for the platform's own. */
  readonly team?: string;
};

/**
 * Reads `waivers.yaml`, the platform's, and `waivers/<team>.yaml`, each for that team's stacks only.
 * @param isTeams Whether all of it is a team's, which can't waive a critical rule.
 * @throws ProblemsError with every problem: file, path, wanted and actual value.
 */
export function readWaivers(
  folder: string,
  rules: readonly RuleFacts[],
  teams: readonly string[],
  isTeams = false,
): Waiver[] {
  const problems: Problem[] = [];
  const waivers: Waiver[] = [];
  for (const { file, team, problem } of waiverFiles(folder)) {
    if (problem !== undefined) {
      problems.push({ ...problem, file });
    } else if (team !== undefined && (!file.endsWith(".yaml") || !teams.includes(team))) {
      const wanted = teams.length === 0 ? "none, as there is no team" : teams.join(", ");
      const want = `<team>.yaml of ${wanted}`;
      problems.push({ file, path: "(name)", kind: "unknown-name", want, got: basename(file) });
    } else {
      waivers.push(...readOne(file, team, rules, problems, isTeams));
    }
  }
  refuse(problems);
  return waivers;
}

function readOne(
  file: string,
  team: string | undefined,
  rules: readonly RuleFacts[],
  problems: Problem[],
  isTeams: boolean,
): Waiver[] {
  const entries = readIfThere(file, waiversSchema, problems) ?? [];
  entries.forEach(({ rule, ...grant }, index) => {
    const facts = rules.find(({ id }) => id === rule);
    const ofRule = { file, path: `${index}.rule`, got: rule };
    if (facts === undefined) {
      problems.push({ ...ofRule, kind: "unknown-name", want: "a rule of the policy pack" });
    } else if ((isTeams || team !== undefined) && facts.severity === "critical") {
      const want = "a rule that is not critical, which only the platform's waivers.yaml may waive";
      problems.push({ ...ofRule, kind: "conflict", want });
    }
    const days = daysProblem(grant);
    if (days !== undefined) {
      problems.push({ file, path: `${index}.expires`, ...days });
    }
  });
  return entries.map((entry) => (team === undefined ? entry : { ...entry, team }));
}
