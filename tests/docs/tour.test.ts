import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { isAsShown, shownIn } from "./tour";

const root = dirname(dirname(__dirname));
const readme = readFileSync(join(root, "README.md"), "utf8");
const tour = shownIn(readme);

/** The reference organisation with a command of its own: the checkout's, compiled already. */
const place = mkdtempSync(join(tmpdir(), "groundwork-tour-"));
const environment = { ...process.env, XDG_STATE_HOME: join(place, "state") };

beforeAll(() => {
  mkdirSync(environment.XDG_STATE_HOME);
  for (const path of [
    "Pulumi.yaml",
    "organization",
    "stacks/index.ts",
    "tsconfig.json",
    "tsconfig.base.json",
  ]) {
    cpSync(join(root, path), join(place, path), { recursive: true });
  }
  // Without a name of its own, so that the package resolves to this checkout.
  writeFileSync(join(place, "package.json"), "{}\n");
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  const main = join(root, "cli/dist/main.js");
  const command = join(place, "groundwork");
  writeFileSync(
    command,
    `#!/bin/sh\nGROUNDWORK_ROOT='${place}' exec '${process.execPath}' '${main}' "$@"\n`,
  );
  chmodSync(command, 0o755);
  const git = (...args: string[]) => execFileSync("git", args, { cwd: place, stdio: "pipe" });
  git("init", "--quiet");
  git("add", "organization");
  git(
    "-c",
    "user.name=reader",
    "-c",
    "user.email=reader@acme.example",
    "commit",
    "--quiet",
    "-m",
    "start",
  );
});
afterAll(() => {
  spawnSync("./groundwork", ["sandbox", "down", "--purge"], { cwd: place, env: environment });
  rmSync(place, { recursive: true, force: true });
});

// In order: each goes on from what the one before left.
describe("the README's tour", () => {
  it("is short, and the README with it", () => {
    expect(tour.length).toBeGreaterThanOrEqual(7);
    expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(90);
  });

  it.each(tour.map((shown) => [shown.command, shown] as const))("%s", (command, shown) => {
    const { stdout } = spawnSync("bash", ["-c", `{ ${command}\n} 2>&1`], {
      cwd: place,
      env: environment,
      encoding: "utf8",
    });
    expect(isAsShown(stdout, shown), `it printed:\n${stdout}`).toBe(true);
  });
});

describe("what tells whether a command printed what a page shows", () => {
  const shown = { command: "", output: ["...", "2 of 2, 9 s", "done"] };

  it("takes other seconds, and lines that are left out", () => {
    expect(isAsShown("one\ntwo\n2 of 2, 10.5 s\ndone\n", shown)).toBe(true);
  });

  it.each(["2 of 3, 9 s\ndone\n", "2 of 2, 9 s\n", "2 of 2, 9 s\ndone\nmore\n", ""])(
    "does not take %j",
    (printed) => {
      expect(isAsShown(printed, shown)).toBe(false);
    },
  );
});
