import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { LiveDescription, Sandbox } from "@groundwork-iac/sandbox";
import { automation } from "@pulumi/pulumi";

import { PrerequisiteError } from "../failures";
import type { Project } from "../project";
import { Interruption } from "./interruption";
import { say } from "./lines";

/** The backend or sandbox that has a project's stacks, and the way in which a command works on them. */
export interface Place {
  readonly project: Project;
  readonly workspace: automation.Workspace;
  /** The name of the cloud, such as `SIMULATED cloud`; every line shows it. */
  readonly name: string;
  /** The running command, for people to run again after a failure. */
  readonly command: string;
  readonly interruption: Interruption;
  /** Runs one command of the engine that the SDK does not have; what it printed. */
  readonly pulumi: (...args: readonly string[]) => Promise<string>;
  /** Ids of the offline cloud's resources that were made for a URN. */
  readonly made?: (urn: string) => readonly string[];
  /** Number of the offline cloud's resources of each kind that its SDK's declarations alone have judged. */
  readonly unverified?: () => Readonly<Record<string, number>>;
  /** The sandbox's live servers, if it has any. */
  readonly live?: LiveDescription;
}

export interface PlaceOptions {
  /** Work on the sandbox's stacks, not on the current backend's. */
  readonly sandbox?: boolean;
}

/** Options of stacks that the command creates. */
type NewStacks = Pick<automation.LocalWorkspaceOptions, "secretsProvider">;

/**
 * The place of a project's stacks.
 * @param verb The running command, such as `team retire`.
 * @throws Error when the sandbox is wanted and there is none.
 */
export async function placeOf(
  project: Project,
  verb: string,
  { sandbox: inSandbox = false, secretsProvider }: PlaceOptions & NewStacks = {},
): Promise<Place> {
  if (inSandbox) {
    // Loaded only here, so that other commands work without the sandbox's package.
    const { Sandbox } = await import("@groundwork-iac/sandbox");
    const sandbox = new Sandbox(project);
    if (!sandbox.exists) {
      throw new Error("no sandbox here; `groundwork sandbox up` makes one");
    }
    sandbox.mend(say);
    return sandboxPlace(sandbox, project, "sandbox", `groundwork ${verb} --sandbox`);
  }
  const created = secretsProvider === undefined ? {} : { secretsProvider };
  return {
    project,
    workspace: await workspaceOf(project.root, created),
    name: "real cloud",
    command: `groundwork ${verb}`,
    interruption: new Interruption(say),
    pulumi: async (...args) =>
      (await promisify(execFile)("pulumi", args, { cwd: project.root, maxBuffer: Infinity }))
        .stdout,
  };
}

/** The place of stacks in a sandbox, with the name that its lines give it. */
export async function sandboxPlace(
  sandbox: Sandbox,
  project: Project,
  name: string,
  command: string,
): Promise<Place> {
  const live = sandbox.live.description;
  return {
    project,
    workspace: await sandbox.workspace(),
    name,
    command,
    interruption: new Interruption(say),
    pulumi: (...args) => sandbox.pulumi(...args),
    made: (urn) => sandbox.made(urn),
    unverified: () => sandbox.unverified(),
    ...(live === undefined ? {} : { live }),
  };
}

/**
 * A project's workspace in the backend of the current environment.
 * @throws PrerequisiteError when the engine is not on the PATH.
 */
async function workspaceOf(root: string, options: NewStacks): Promise<automation.Workspace> {
  try {
    return await automation.LocalWorkspace.create({ workDir: root, ...options });
  } catch (error) {
    if (startCode(error) === "ENOENT") {
      const wanted = "want the engine on the PATH, got none; https://www.pulumi.com/docs/install/";
      const instead = "--sandbox, where a command has it, works on the sandbox's stacks";
      throw new PrerequisiteError(`pulumi: ${wanted}; ${instead}`, { cause: error });
    }
    throw error;
  }
}

/**
 * Node.js's code for why the SDK could not start the engine. The SDK's types do not show it;
 * https://github.com/pulumi/pulumi/blob/v3.258.0/sdk/nodejs/automation/errors.ts
 */
function startCode(error: unknown): unknown {
  if (!(error instanceof automation.CommandError)) {
    return undefined;
  }
  const { commandResult } = error as unknown as {
    readonly commandResult?: { readonly err?: NodeJS.ErrnoException };
  };
  return commandResult?.err?.code;
}
