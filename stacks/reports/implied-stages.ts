import type { Organization } from "../declarations/model";
import { stageOf } from "../derived/team-rights";

/** Environments that count as production only because their files do not say otherwise, a sentence each. */
export function impliedProduction(organization: Organization): string[] {
  return Object.entries(organization.environments)
    .filter(
      ([name, { stage }]) => stage === undefined && stageOf(organization, name) === "production",
    )
    .map(
      ([name]) =>
        `${name} counts as production, since no environment comes after it; write its \`stage\` into environments/${name}.yaml`,
    );
}
