import { impliedProduction } from "@groundwork-iac/platform/internal/reports/implied-stages";

import { say } from "../engine/lines";
import type { Project } from "../project";

/** Says which environments count as production though no file says so. */
export function sayImplied({ organization }: Project): void {
  if (organization !== undefined) {
    impliedProduction(organization).forEach(say);
  }
}
