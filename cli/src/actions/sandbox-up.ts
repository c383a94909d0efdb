import { Sandbox } from "@groundwork-iac/sandbox";

import { type BringOptions, bringUp, say } from "../engine";
import { excusedBy, type GuidanceOptions } from "../gate";
import { chosen, readProject } from "../project";
import { demoUsers } from "./demo-users";
import { sayImplied } from "./implied";
import { liveHints, startLive } from "./live";
import { recoverInterrupted } from "./recover";
import { placeIn, withServerNews } from "./sandbox-place";

export interface SandboxUpOptions extends BringOptions, GuidanceOptions {
  /** Use real servers on this machine for the packages that have one; a sandbox keeps its servers. */
  readonly live?: boolean;
  /** Bring up the named stacks alone. */
  readonly only?: boolean;
}

/** Makes the sandbox ready and brings stacks up, each behind the ones that it reads. */
export async function sandboxUp(
  root: string,
  names: readonly string[],
  options: SandboxUpOptions,
): Promise<void> {
  const project = readProject(root);
  const stacks = chosen(project, names, options.only ?? false);
  sayImplied(project);
  const sandbox = new Sandbox(project);
  await sandbox.prepare(say);
  const description = await startLive(sandbox, project, options.live ?? false, say);
  const excused = excusedBy(project, stacks, options);
  await withServerNews(sandbox, async () => {
    const place = await placeIn(sandbox, project, "up");
    await recoverInterrupted(place, sandbox);
    await bringUp(place, stacks, excused);
  });
  if (description !== undefined && project.organization !== undefined) {
    const { identity } = project.organization;
    const realm = identity.mode === "existing" ? undefined : identity.realm;
    liveHints(sandbox, description, realm).forEach(say);
    (await demoUsers(project.organization, description, sandbox.live)).forEach(say);
  }
}
