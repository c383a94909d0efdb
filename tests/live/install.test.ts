import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { build, buildGo } from "../../sandbox/src/engine/build";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "groundwork-install-"));
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

const sandbox = join(__dirname, "../../sandbox/dist");

/** Installs with an empty cache and no commands but those given, which print what is given. */
function install(commands: Readonly<Record<string, string>>) {
  const bin = join(place, "bin");
  mkdirSync(bin);
  symlinkSync("/bin/sh", join(bin, "sh"));
  for (const [name, printed] of Object.entries(commands)) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho '${printed}'\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const script = `require(${JSON.stringify(sandbox)}).installServers(console.log).catch((e) => {
    console.error(e.constructor.name, e.message);
    process.exit(3);
  })`;
  return spawnSync(process.execPath, ["-e", script], {
    env: { PATH: bin, XDG_CACHE_HOME: join(place, "cache") },
    encoding: "utf8",
  });
}

describe("what live servers are installed with", () => {
  it("is all told at once, before anything is built", () => {
    const { status, stdout, stderr } = install({});
    expect(status).toBe(3);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      [
        "PrerequisiteError the live servers need programs that are missing here. Put on PATH:",
        "  - Java 17 or newer, which runs Keycloak (https://adoptium.net/; on Debian: apt-get install openjdk-17-jdk-headless)",
        "  - Python 3.9 or newer with pip and venv, which download OpenBao (https://www.python.org/downloads/; on Debian: apt-get install python3-venv)",
        "  - Maven 3.6 or newer, and jar of a JDK, which download and unpack Keycloak (https://maven.apache.org/install.html; on Debian: apt-get install maven)",
        "  - Go 1.26 or newer, which builds Kubernetes' API server and etcd (https://go.dev/doc/install)",
        "",
      ].join("\n"),
    );
    expect(existsSync(join(place, "cache"))).toBe(false);
  });

  it("is told when it is too old, and only then", () => {
    const { stderr } = install({
      java: 'openjdk version "11.0.2" 2019-01-15',
      go: "go version go1.26.8 linux/amd64",
      mvn: "Apache Maven 3.8.7",
      jar: "jar 17.0.15",
      python3: "Python 3.8.10",
    });
    expect(stderr).toContain("Java 17 or newer");
    expect(stderr).toContain("Python 3.9 or newer");
    expect(stderr).not.toContain("Go 1.26");
    expect(stderr).not.toContain("Maven");
  });
});

describe("a build", () => {
  const quiet = () => undefined;
  const made = (make: (folder: string) => Promise<void>) =>
    build(
      {
        subject: "a thing",
        target: join(place, "thing-1"),
        proof: "thing",
        takes: "no time",
        make,
      },
      quiet,
    );

  it("that fails leaves nothing, and the next does it anew", async () => {
    const fails = made((folder) => {
      writeFileSync(join(folder, "half"), "");
      return Promise.reject(new Error("no room"));
    });
    await expect(fails).rejects.toThrow("no room");
    expect(readdirSync(place)).toEqual([]);
    await made((folder) => {
      writeFileSync(join(folder, "thing"), "whole");
      return Promise.resolve();
    });
    expect(readdirSync(join(place, "thing-1"))).toEqual(["thing"]);
    await made(() => Promise.reject(new Error("is not built twice")));
  });

  it("that was killed is cleared away by the next; one that runs is left alone", async () => {
    const dead = spawn("true");
    await new Promise((resolve) => dead.once("exit", resolve));
    const [left, busy] = [`.thing-1-${dead.pid}-x`, `.thing-1-${process.pid}-y`];
    mkdirSync(join(place, left));
    mkdirSync(join(place, busy));
    await made((folder) => {
      writeFileSync(join(folder, "thing"), "");
      return sleep(1);
    });
    expect(readdirSync(place).sort()).toEqual([busy, "thing-1"]);
  });
});

it("a Go build tells how many packages it has compiled", async () => {
  const source = join(place, "source");
  mkdirSync(source);
  writeFileSync(join(source, "go.mod"), "module hello.example/hello\n");
  // The folder is new with each run, so that Go has never compiled it.
  const text = `package main\n\nfunc main() { println("${place}") }\n`;
  writeFileSync(join(source, "main.go"), text);
  const folder = join(place, "made");
  mkdirSync(folder);
  const said: string[] = [];
  const make = buildGo({
    module: `module x.example/x\n\ngo 1.26\n\nrequire hello.example/hello v0.0.0\n\nreplace hello.example/hello => ${source}\n`,
    commands: { hello: "hello.example/hello" },
  });
  await make(folder, (share) => said.push(share));
  expect(spawnSync(join(folder, "hello"), { encoding: "utf8" }).stderr).toBe(`${place}\n`);
  const [, compiled = "0", total = "0"] = /^(\d+) of (\d+) packages$/.exec(said.at(-1) ?? "") ?? [];
  expect(Number(compiled)).toBeGreaterThan(0);
  expect(Number(total)).toBeGreaterThanOrEqual(Number(compiled));
  expect(Number(total)).toBeGreaterThan(10);
});
