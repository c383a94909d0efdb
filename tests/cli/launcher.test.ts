import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-launcher-"));

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

/** A PATH with the system's own commands, but only the named ones of npm, node, go and pulumi. */
function pathWith(name: string, commands: Readonly<Record<string, string>>): string {
  const folder = join(place, name);
  mkdirSync(folder);
  for (const tool of ["sh", "cat", "cksum", "dirname", "find", "head", "mkdir", "touch", "env"]) {
    const found = spawnSync("sh", ["-c", `command -v ${tool}`], { encoding: "utf8" });
    symlinkSync(found.stdout.trim(), join(folder, tool));
  }
  for (const [command, script] of Object.entries(commands)) {
    writeFileSync(join(folder, command), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, command), 0o755);
  }
  return folder;
}

function launch(PATH: string, ...args: string[]) {
  return launchIn(root, PATH, ...args);
}

function launchIn(cwd: string, PATH: string, ...args: string[]) {
  const env = {
    PATH,
    HOME: place,
    XDG_CACHE_HOME: join(place, "cache"),
    XDG_STATE_HOME: join(place, "state"),
  };
  return spawnSync(join(root, "groundwork"), args, { cwd, env, encoding: "utf8" });
}

/** The program behind npm's command. */
const npmOf = () =>
  realpathSync(spawnSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).stdout.trim());

const node = `exec '${process.execPath}' "$@"`;
const npm = "exit 1";

describe("./groundwork", () => {
  it("says what to install when npm is missing", () => {
    const { status, stderr } = launch(pathWith("bare", {}), "--help");
    expect(status).toBe(3);
    expect(stderr).toContain("npm is not on PATH. Install Node.js with npm");
  });

  it.each([{}, { XDG_CACHE_HOME: "relative" }, { HOME: "", XDG_CACHE_HOME: "" }])(
    "wants a home in a sentence, and has none in %j",
    (env) => {
      const PATH = pathWith(`homeless-${JSON.stringify(env).length}`, { npm, node });
      const { status, stderr } = spawnSync(join(root, "groundwork"), ["--help"], {
        env: { PATH, ...env },
        encoding: "utf8",
      });
      expect(status, stderr).toBe(3);
      expect(stderr).toBe(
        "groundwork: HOME: want the path of your home folder, got none. " +
          "Set HOME, or an absolute XDG_CACHE_HOME.\n",
      );
    },
  );

  it("says which project it is about, where it is called from another folder", () => {
    const path = `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
    const away = launchIn(place, path, "plan");
    expect([away.status, away.stderr]).toEqual([
      0,
      `groundwork: this is about the project in ${root}, not about this folder\n`,
    ]);
    expect(launchIn(join(root, "docs"), path, "plan").stderr).toBe("");
  });

  it("is about the project of GROUNDWORK_ROOT, where it is named", () => {
    const other = join(root, "examples/small");
    const env = { ...process.env, GROUNDWORK_ROOT: other };
    const away = spawnSync(join(root, "groundwork"), ["plan"], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    expect([away.status, away.stderr]).toEqual([
      0,
      `groundwork: this is about the project in ${other}, not about this folder\n`,
    ]);
    expect(away.stdout).toContain("network.main");
  });

  it("says both ways out when there is neither an engine nor Go", () => {
    const { status, stderr } = launch(pathWith("nogo", { npm, node }), "sandbox", "up");
    expect(status, stderr).toBe(3);
    expect(stderr).toContain("no Pulumi engine and no Go to build one. Do one of:");
    expect(stderr).toContain("install Pulumi 3.250 or newer");
    expect(stderr).toContain("install Go 1.26 or newer");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("does not take an engine that is too old", () => {
    const old = pathWith("old", { npm, node, pulumi: "echo v3.200.0" });
    expect(launch(old, "sandbox", "up").stderr).toContain("no Pulumi engine and no Go");
  });

  it("says when a Node.js of its own can't be had, and why", () => {
    const refusing = `exec '${process.execPath}' '${npmOf()}' "$@"`;
    const settings = "export npm_config_registry=http://127.0.0.1:9 npm_config_fetch_retries=0";
    const older = pathWith("older", { npm: `${settings}\n${refusing}`, node: 'echo "20"' });
    const { status, stderr } = launch(older, "--help");
    expect(status).toBe(3);
    expect(stderr).toMatch(/ECONNREFUSED[^]*could not install node@24/);
  });

  it("knows wrong usage, and lists its exit codes", () => {
    const path = `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
    const wrong = launch(path, "sandbax");
    expect([wrong.status, wrong.stderr]).toEqual([
      2,
      expect.stringContaining("Did you mean sandbox?"),
    ]);
    expect(launch(path, "--help").stdout).toContain("Exit codes: 0 done, 1 failed, 2 wrong usage");
    const { status, stdout } = launch(path, "test", "--help");
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining("usage: groundwork test [--all]"),
    ]);
  });
});
