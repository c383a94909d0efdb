import { planBatches } from "@groundwork-iac/platform/internal/derived/plan";

import { organizationOf, readProject } from "../project";
import { sayImplied } from "./implied";

/** Prints all stacks of the organisation in the batches in which CI brings them up. */
export function plan(root: string, json: boolean): void {
  const project = readProject(root);
  const batches = planBatches(organizationOf(project));
  sayImplied(project);
  if (json) {
    console.log(JSON.stringify(batches));
    return;
  }
  for (const { name, kind, approval, stacks } of batches) {
    console.log(`${kind} ${name}, approved by ${approval}: ${stacks.join(", ")}`);
  }
}
