import { expect, it } from "vitest";

import { explained } from "../../cli/src/engine/operations";
import { Interruption } from "../../cli/src/engine/interruption";

const refusal =
  "code: 255\n stdout: \n stderr: error: the stack is currently locked by 1 lock(s). Either wait for the " +
  "other process(es) to end or delete the lock file with `pulumi cancel`.\n" +
  "  file:///b/.pulumi/locks/x.json: created by me@ci-1 (pid 77) at 2026-11-28T08:00:00Z\n err?: \n";

const run = (command: string, said: string) =>
  explained({ interruption: new Interruption(() => undefined), command }, "network.dev", () =>
    Promise.reject(new Error(said)),
  );

it.each([
  ["groundwork up", "groundwork recover network.dev"],
  ["groundwork sandbox up", "groundwork recover network.dev --sandbox"],
  ["groundwork gate --sandbox", "groundwork recover network.dev --sandbox"],
])("says in a sentence who holds a stack from `%s`", async (command, recover) => {
  await expect(run(command, refusal)).rejects.toMatchObject({
    message:
      "network.dev: want no other run on it, got that of me@ci-1 (process 77), since " +
      `2026-11-28T08:00:00Z; wait for it or, if it is dead, run \`${recover}\``,
  });
});

it("leaves every other failure to the engine's words", async () => {
  await expect(run("groundwork up", "error: no such bucket")).rejects.toThrow(
    "network.dev failed:\nno such bucket\nFix this and run `groundwork up` again",
  );
});
