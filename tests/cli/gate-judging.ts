import { findingsOf, type PolicyFinding } from "../../cli/src/gate/judging/findings";
import { type Verdict, verdictOf } from "../../cli/src/gate/judging/verdict";
import { catalogue } from "../../policy/src/catalogue";
import { allRules } from "../policy/examples";
import { judge } from "../policy/harness";

/** The rules as the gate reads them of the pack. */
export const rules = catalogue.map((rule) => ({
  ...rule,
  policies: [...rule.policies],
  frameworks: [...rule.frameworks],
}));

/** What the gate reads of the pack's report on a bad example, the rule's first by default. */
export async function found(id: string, example?: object): Promise<PolicyFinding[]> {
  const rule = allRules.find((each) => each.id === id);
  const reports = rule ? await judge(rule, (example ?? rule.bad[0]) as never) : [];
  return reports.flatMap((report) => findingsOf(report, rules));
}

/** A preview in which nothing was found. */
export const previewed = {
  name: "tools",
  summary: "2 resources, 1 changed",
  tier: "prod" as const,
  findings: [] as PolicyFinding[],
  errors: [] as string[],
  changes: [],
  losses: [],
};

export const verdict = (change: Partial<typeof previewed>): Verdict =>
  verdictOf({ ...previewed, ...change });
