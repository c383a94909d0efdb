/** Saves work that the engine does at every start and a sandbox does not need. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { automation } from "@pulumi/pulumi";

/**
 * The salt of every stack, with the engine's check of the sandbox's passphrase. The engine derives a key from
 * a passphrase and a salt in a million rounds, for a stack and for each stack that it reads, and
 * caches the key by its salt. The passphrase is public in our source, so a salt protects nothing;
 * https://github.com/pulumi/pulumi/blob/v3.258.0/pkg/secrets/passphrase/manager.go
 */
const encryptionSalt = "v1:aIXAqB/3RLA=:v1:A/5katw33mCcc1Hq:vkXT9T0aPAaUOjFIKHuPXDlb7URfqA==";

/** Gives one salt to all stacks that a workspace creates. */
export function withOneSalt(workspace: automation.Workspace): automation.Workspace {
  const create = workspace.createStack.bind(workspace);
  return Object.assign(workspace, {
    createStack: async (name: string) => {
      const settings = await settingsOf(name, workspace);
      await workspace.saveStackSettings(name, { encryptionSalt, ...settings });
      await create(name).catch((error: unknown) => {
        // Another run may have made it meanwhile.
        if (!(error instanceof automation.StackAlreadyExistsError)) {
          throw error;
        }
      });
    },
  });
}

/** A stack's settings, which can exist before the stack does. */
function settingsOf(name: string, workspace: automation.Workspace) {
  return workspace.stackSettings(name).catch(() => ({}));
}

/** Takes the place of the folder in which the engine would log every command, a megabyte per stack. */
export function withoutLogs(home: string): void {
  const logs = join(home, "logs");
  rmSync(logs, { recursive: true, force: true });
  writeFileSync(
    logs,
    "The sandbox's engine keeps no log of its commands, which would take a tenth of its time.\n",
  );
}
