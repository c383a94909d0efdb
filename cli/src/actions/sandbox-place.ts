import type { Sandbox } from "@groundwork-iac/sandbox";

import { type Place, sandboxPlace } from "../engine";
import { messageOf } from "../failures";
import type { Project } from "../project";

/** Runs `work`; if it fails while a live server is down, the error names the server too. */
export async function withServerNews<T>(sandbox: Sandbox, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (sandbox.live.isWanted) {
      await sandbox.live.whole().catch((why: unknown) => {
        throw new Error([error, why].map(messageOf).join("\n"), { cause: error });
      });
    }
    throw error;
  }
}

/** The place of a sandbox's stacks; `verb` is the running command. */
export function placeIn(sandbox: Sandbox, project: Project, verb: string): Promise<Place> {
  const name = sandbox.live.isWanted ? "SIMULATED cloud, live servers" : "SIMULATED cloud";
  return sandboxPlace(sandbox, project, name, `groundwork sandbox ${verb}`);
}
