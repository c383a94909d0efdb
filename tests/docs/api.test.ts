import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { expect, it } from "vitest";

const root = join(__dirname, "../..");

it("each type of a public signature is public and documented, as far as TypeDoc sees", () => {
  const args = [
    join(root, "node_modules/typedoc/bin/typedoc"),
    "--emit",
    "none",
    "--disableSources",
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
  });
  expect(status, stdout + stderr).toBe(0);
});
