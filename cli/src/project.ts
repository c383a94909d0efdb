import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { readText } from "@groundwork-iac/platform/internal/declarations/files";
import { problemText } from "@groundwork-iac/platform/internal/declarations/problems";
import { secretSettings } from "@groundwork-iac/platform/internal/derived/hosts";
import {
  loadOrganization,
  type Organization,
} from "@groundwork-iac/platform/internal/organization";
import {
  narrowed,
  type PlannedStack,
  planStacks,
} from "@groundwork-iac/platform/internal/derived/plan";
import { required } from "@groundwork-iac/platform/internal/derived/required";
import { parseDocument } from "yaml";
import { z } from "zod";

import { PrerequisiteError, UsageError } from "./failures";

/** The Pulumi project that a command works on, and the organisation beside its program. */
export interface Project {
  /** Folder of `Pulumi.yaml`. */
  readonly root: string;
  readonly name: string;
  /** The program, relative to `root`. */
  readonly main: string;
  /** The declared organisation; none for a program that is no platform. */
  readonly organization?: Organization;
  /** Folder of the policy pack, if it is installed. */
  readonly policyPack?: string;
  /** File with the settings of its rules, if there is one. */
  readonly policyConfig?: string;
  /** Settings of its stacks that hold secrets. */
  readonly secretSettings?: readonly string[];
}

/**
 * Reads the project in a folder.
 * @throws Error when there is no `Pulumi.yaml`, or the organisation's files have problems.
 */
export function readProject(root: string): Project {
  const project = readBareProject(root);
  const data = dataFolder(root);
  return existsSync(data)
    ? {
        ...project,
        organization: loadOrganization(data),
        secretSettings: Object.values(secretSettings).map((key) => `groundwork:${key}`),
      }
    : project;
}

/**
 * Reads the project in a folder, but not its organisation.
 * @throws Error when there is no `Pulumi.yaml`.
 */
export function readBareProject(root: string): Project {
  const { name, main = "index.ts" } = readSettings(projectFile(root));
  const data = dataFolder(root);
  const policyConfig = [join(data, "policy.json"), join(root, "policy.json")].find(existsSync);
  const policyPack = packageFolder(root, "@groundwork-iac/policy");
  return {
    root,
    name,
    main,
    ...(policyPack === undefined ? {} : { policyPack }),
    ...(policyConfig === undefined ? {} : { policyConfig }),
  };
}

/**
 * The folder of a project's organisation.
 * @throws Error when it declares none.
 */
export function organizationFolder(root: string): string {
  projectFile(root);
  const folder = dataFolder(root);
  if (!existsSync(folder)) {
    throw new Error(noOrganization(root));
  }
  return folder;
}

/**
 * The folder of a project's policy pack; without a pack, the gate would let everything through.
 * @throws PrerequisiteError when it is not installed.
 */
export function packOf({ policyPack, root }: Project): string {
  if (policyPack === undefined) {
    throw new PrerequisiteError(
      `${root}: want the policy pack installed, got none; npm install @groundwork-iac/policy`,
    );
  }
  return policyPack;
}

/** The folder of the gate's files: the organisation's, or that of `Pulumi.yaml` where there is none. */
export function gateFolder({ root, organization }: Project): string {
  return organization === undefined ? root : dataFolder(root);
}

/**
 * The declared organisation of a project.
 * @throws Error when it declares none.
 */
export function organizationOf({ organization, root }: Project): Organization {
  if (organization === undefined) {
    throw new Error(noOrganization(root));
  }
  return organization;
}

/**
 * A declared team.
 * @throws UnknownKeyError that lists the teams, when none has this name.
 */
export function teamOf({ teams }: Organization, name: string): Organization["teams"][string] {
  return required(teams, name, "team");
}

/** The organisation lies beside `Pulumi.yaml`, wherever the program is. */
const dataFolder = (root: string) => join(root, "organization");

const noOrganization = (root: string) =>
  `${root} declares no organisation: want a folder organization/, got none`;

function projectFile(root: string): string {
  const file = join(root, "Pulumi.yaml");
  if (!existsSync(file)) {
    throw new Error(
      `${file}: want a Pulumi project here, got none; run groundwork in the folder of Pulumi.yaml`,
    );
  }
  return file;
}

/**
 * The stacks that a command selects: of a platform, the named ones and the stacks that they need; of any
 * other program, just the named ones.
 */
export function stacksOf(
  { organization, root }: Project,
  names: readonly string[],
): PlannedStack[] {
  if (organization !== undefined) {
    return narrowed(planStacks(organization), names);
  }
  if (names.length === 0) {
    throw new UsageError(
      `${root} declares no organisation: want the names of its stacks, such as dev`,
    );
  }
  return names.map((name, index) => ({ name, after: names.slice(0, index) }));
}

/**
 * The stacks that a command brings up: the named ones, with or without the stacks that they need.
 * @throws Error when only named ones are wanted and none is named.
 */
export function chosen(project: Project, names: readonly string[], only: boolean): PlannedStack[] {
  if (only && names.length === 0) {
    throw new UsageError("--only: want the names of stacks, got none");
  }
  return stacksOf(project, names).filter(({ name }) => !only || names.includes(name));
}

function readSettings(file: string): { readonly name: string; readonly main?: string } {
  const read = readText(file) ?? { value: "" };
  if ("problem" in read) {
    throw new Error(problemText({ ...read.problem, file }));
  }
  const document = parseDocument(read.value);
  const why = document.errors[0]?.message.split("\n")[0]?.replace(/:$/, "");
  const settings: unknown = why === undefined ? document.toJS() : undefined;
  const parsed = z.object({ name: z.string(), main: z.string().optional() }).safeParse(settings);
  if (!parsed.success) {
    throw new Error(`${file}: want a Pulumi project file, got ${why ?? "one without a name"}`);
  }
  return parsed.data;
}

function packageFolder(root: string, name: string): string | undefined {
  try {
    return dirname(createRequire(join(root, "_.js")).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
