import { addressProblems } from "./checks/address-problems";
import { crossProblems } from "./checks/cross-problems";
import type { Organization } from "./declarations/model";
import { inFolder, type Problem, ProblemsError } from "./declarations/problems";
import { readFiles } from "./declarations/reading";

export { jsonSchemas } from "./declarations/json-schemas";
export type * from "./declarations/model";

/** Every problem of an organisation's files. */
export class OrganizationError extends ProblemsError {
  public constructor(problems: readonly Problem[]) {
    super("the organisation has problems:", problems);
    this.name = "OrganizationError";
  }
}

/**
 * Reads and checks an organisation's folder.
 * @throws OrganizationError with every problem by file and path.
 */
export function loadOrganization(directory: string): Organization {
  const organization = readOrganization(directory);
  const problems = addressProblems(organization);
  if (problems.length > 0) {
    throw new OrganizationError(problems.map((problem) => inFolder(directory, problem)));
  }
  return organization;
}

/**
 * Reads an organisation's folder whose address plan may have problems still.
 * @throws OrganizationError with every other problem by file and path.
 */
export function readOrganization(directory: string): Organization {
  const { organization, problems } = readFiles(directory);
  const all = [
    ...problems,
    ...(organization === undefined ? [] : crossProblems(organization)).map((problem) =>
      inFolder(directory, problem),
    ),
  ];
  if (organization === undefined || all.length > 0) {
    throw new OrganizationError(all);
  }
  return organization;
}
