import { addressProblems } from "./checks/address-problems";
import { foundProblems } from "./checks/found-problems";
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
  const { organization, problems, broken } = readFiles(directory);
  const across = organization === undefined ? [] : crossProblems(organization, broken);
  if (organization === undefined || problems.length + across.length > 0) {
    const found = organization === undefined ? [] : foundProblems(organization);
    const told = new Set(across.map(({ file, path }) => `${file} ${path}`));
    const beside = found.filter(({ file, path }) => !told.has(`${file} ${path}`));
    const inAll = [...across, ...beside].map((problem) => inFolder(directory, problem));
    throw new OrganizationError([...problems, ...inAll]);
  }
  return organization;
}
