/** Work that the engine does at every start, and that a sandbox does not need. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { automation } from "@pulumi/pulumi";

/**
 * The salt of every stack, with the sandbox's passphrase proved by it. The engine derives a key from
 * a passphrase and a salt a million times over, for a stack and for each stack that it reads, and
 * keeps what it derived by the salt. The passphrase stands in our source, so a salt hides nothing;
 * https://github.com/pulumi/pulumi/blob/v3.258.0/pkg/secrets/passphrase/manager.go
 */
const encryptionSalt = "v1:aIXAqB/3RLA=:v1:A/5katw33mCcc1Hq:vkXT9T0aPAaUOjFIKHuPXDlb7URfqA==";

/** Has the stacks that a workspace creates share one salt. */
export function withOneSalt(workspace: automation.Workspace): automation.Workspace {
  const create = workspace.createStack.bind(workspace);
  return Object.assign(workspace, {
    createStack: async (name: string) => {
      const settings = await settingsOf(name, workspace);
      await workspace.saveStackSettings(name, { encryptionSalt, ...settings });
      await create(name);
    },
  });
}

/** A stack's settings, which can be there before it. */
function settingsOf(name: string, workspace: automation.Workspace) {
  return workspace.stackSettings(name).catch(() => ({}));
}

/** Stands where the engine would make a folder for its own log of every command, a megabyte for each stack. */
export function withoutLogs(home: string): void {
  const logs = join(home, "logs");
  rmSync(logs, { recursive: true, force: true });
  writeFileSync(
    logs,
    "The sandbox's engine keeps no log of its commands, which would take a tenth of its time.\n",
  );
}
