import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { LiveDescription } from "@groundwork-iac/sandbox";
import { automation } from "@pulumi/pulumi";

import { PrerequisiteError } from "../failures";
import type { Project } from "../project";
import { Runner, say } from "./runner";

export interface PlaceOptions {
  /** Work on the sandbox's stacks, and not on those of the current backend. */
  readonly sandbox?: boolean;
}

/** Options of stacks that the command creates. */
type NewStacks = Pick<automation.LocalWorkspaceOptions, "secretsProvider">;

/** Where a command's stacks are. */
export interface Place {
  readonly runner: Runner;
  readonly unprotect: (stack: string) => Promise<void>;
  /** The sandbox's live servers, if it has any. */
  readonly live?: LiveDescription;
}

/**
 * The place of a project's stacks.
 * @param verb The command that asks, such as `team retire`.
 * @throws Error when the sandbox is wanted and there is none.
 */
export async function placeOf(
  project: Project,
  verb: string,
  { sandbox: inSandbox = false, secretsProvider }: PlaceOptions & NewStacks = {},
): Promise<Place> {
  const args = (stack: string) => ["state", "unprotect", "--all", "--yes", "--stack", stack];
  if (inSandbox) {
    // Loaded only here, since nothing else wants the sandbox installed.
    const { Sandbox } = await import("@groundwork-iac/sandbox");
    const sandbox = new Sandbox(project);
    if (!sandbox.exists) {
      throw new Error("no sandbox here; `groundwork sandbox up` makes one");
    }
    sandbox.mend(say);
    const command = `groundwork ${verb} --sandbox`;
    const live = sandbox.live.description;
    return {
      ...(live === undefined ? {} : { live }),
      runner: new Runner(project, await sandbox.workspace(), "sandbox", command),
      unprotect: (stack) => sandbox.pulumi(...args(stack)),
    };
  }
  const created = secretsProvider === undefined ? {} : { secretsProvider };
  const workspace = await workspaceOf(project.root, created);
  return {
    runner: new Runner(project, workspace, "real cloud", `groundwork ${verb}`),
    unprotect: async (stack) => {
      await promisify(execFile)("pulumi", args(stack), { cwd: project.root });
    },
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
      throw new PrerequisiteError(`pulumi: ${wanted}`, { cause: error });
    }
    throw error;
  }
}

/**
 * Why the SDK could not start the engine, as Node.js's code. The SDK keeps it where its types do not show it;
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
