import {
  demandText,
  isOfRanges,
  type Problem,
  problemText,
} from "@groundwork-iac/platform/internal/declarations/problems";

import type { RuleFacts } from "../inputs/catalogue";
import { countsOf } from "../reports/report";
import type { PolicyFinding } from "./findings";
import { type Verdict, verdictOf } from "./verdict";

/** The rule on the networks in an organisation's files. */
const ofNetworks = "GR-01";
/** A verdict on all stacks together, without changes. */
export const estate = { name: "estate", tier: "prod", changes: [], losses: [] } as const;

/** The verdict on an organisation with problems, from which no stack can be made. */
export function refusedBy(problems: readonly Problem[], rules: readonly RuleFacts[]): Verdict {
  const facts = rules.find(({ id }) => id === ofNetworks);
  const findings = problems.filter(isOfRanges).map((problem): PolicyFinding => ({
    kind: "violation",
    level: "mandatory",
    policy: "graph",
    rule: ofNetworks,
    ...(facts && { severity: facts.severity, title: facts.title, fix: facts.fix }),
    ...(facts && { link: facts.link }),
    resource: problem.file,
    path: problem.path,
    want: demandText(problem),
    notes: [],
  }));
  const errors = problems.filter((problem) => !isOfRanges(problem)).map(problemText);
  const summary = `declared, ${countsOf(findings)}`;
  const verdict = verdictOf({ ...estate, summary, findings, errors });
  return { ...verdict, problems, why: [...new Set([...verdict.why, ...errors])] };
}
