import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

import { PrerequisiteError as SandboxPrerequisite } from "@groundwork-iac/sandbox";

import { exitCodeOf, messageOf, PrerequisiteError } from "../../cli/src/failures";

const root = join(__dirname, "../..");
const place = mkdtempSync(join(tmpdir(), "groundwork-usage-"));
afterAll(() => {
  rmSync(place, { recursive: true });
});

/** A folder with some files; a text of undefined makes a folder of that name. */
function folder(name: string, files: Readonly<Record<string, string | undefined>>): string {
  const path = join(place, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) {
    if (text === undefined) {
      mkdirSync(join(path, file), { recursive: true });
    } else {
      writeFileSync(join(path, file), text);
    }
  }
  return path;
}

const settings = "name: odd\nruntime: nodejs\n";
const empty = folder("empty", {});
const broken = folder("broken", { "Pulumi.yaml": "name: [" });
const nameless = folder("nameless", { "Pulumi.yaml": "runtime: nodejs\n" });
const bare = folder("bare", { "Pulumi.yaml": settings });
const folders = folder("folders", {
  "Pulumi.yaml": settings,
  "organization/organization.yaml": undefined,
});

const main = join(root, "cli/dist/main.js");

function run(project: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: place,
    env: { ...process.env, GROUNDWORK_ROOT: project },
    encoding: "utf8",
  });
  expect(stderr).not.toMatch(/^\s+at |node:internal|Error:/m);
  return { status, stdout, stderr };
}

describe("a command that nobody could mean", () => {
  it.each([
    [["nope"], "unknown command 'nope'"],
    [["chekc", "network"], "(Did you mean check?)"],
    [["check", "netwrk"], "(Did you mean network?)"],
    [["check", "network", "--jsno"], "(Did you mean --json?)"],
    [["plan", "extra"], "too many arguments for 'plan'"],
    [["down"], "required option '--confirm <project>' not specified"],
    [["team", "kubeconfig"], "missing required argument 'team'"],
    [["gate"], "missing required argument 'stacks', or --estate"],
    [["gate", "--estate", "x"], "--estate: want no names of stacks, since it judges all, got x"],
    [
      ["gate", "--estate", "--sarif", "/nonexistent/x"],
      "got no folder /nonexistent; make it first",
    ],
    [["check", "network", "--html", "/"], 'Want the name of a file to write, got "/"'],
    [["check", "network", "--html", ""], 'Want the name of a file to write, got ""'],
    [["check", "network", "--html", "/dev/null/x"], "got no folder /dev/null"],
    [["check", "network", "--audit", "/"], 'Want the name of a file to read, got "/"'],
    [["gate", "--estate", "--state", "a", "/"], 'Want the name of a file to read, got "/"'],
    [["test"], "unknown command 'test'"],
  ])("%j is refused as wrong usage", (args, message) => {
    const { status, stdout, stderr } = run(root, args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("is followed by the way to the help", () => {
    expect(run(root, ["nope"]).stderr).toContain("groundwork --help lists the commands");
  });
});

describe("a name that there is not", () => {
  // `names.test.ts` tries all commands and many names, in its own process.
  it.each([
    [["up", "network.dve"], 'got "network.dve"; did you mean "network.dev"?\n'],
    [["up", "--only"], "groundwork: --only: want the names of stacks, got none\n"],
    [["check", "network", "--audit", "no.yaml"], 'a file that is there, got "no.yaml"\n'],
  ])("%j is refused as wrong usage, in one line that says which there are", (args, message) => {
    const { status, stdout, stderr } = run(root, args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain("\n");
  });
});

describe("a folder that is no project", () => {
  it.each([
    ["/nonexistent", "/nonexistent/Pulumi.yaml: want a Pulumi project here, got none; run "],
    [empty, `${empty}/Pulumi.yaml: want a Pulumi project here, got none; run groundwork in `],
    [broken, `${broken}/Pulumi.yaml: want a Pulumi project file, got Flow sequence in block`],
    [nameless, `${nameless}/Pulumi.yaml: want a Pulumi project file, got one without a name`],
    [bare, `${bare} declares no organisation: want a folder organization/, got none`],
    [
      folders,
      `the organisation has problems:\n  - ${folders}/organization/organization.yaml: want a file, got a folder; put a file in its place\n`,
    ],
  ])("%s is named", (project, message) => {
    const { status, stdout, stderr } = run(project, ["plan"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.startsWith(`groundwork: ${message}`), stderr).toBe(true);
  });
});

describe("a failure", () => {
  const denied = Object.assign(new Error("EACCES: permission denied, scandir '/x/teams'"), {
    code: "EACCES",
    syscall: "scandir",
    path: "/x/teams",
  });
  const absent = Object.assign(
    new Error("Cannot find module '@groundwork-iac/sandbox'\nRequire stack:\n- /x/place.js"),
    { code: "MODULE_NOT_FOUND" },
  );

  it("of the system names the path, and what to look at", () => {
    expect(messageOf(denied)).toBe(
      "/x/teams: want to scandir it, got EACCES: permission denied; check the path, and who may read and write it",
    );
    expect(exitCodeOf(denied)).toBe(1);
  });

  it("of a package that is not installed says how to install it", () => {
    expect(messageOf(absent)).toBe(
      "@groundwork-iac/sandbox: want this package installed, got none; npm install @groundwork-iac/sandbox",
    );
    expect(exitCodeOf(absent)).toBe(3);
  });

  it.each([new PrerequisiteError("x"), new SandboxPrerequisite("x")])(
    "of a prerequisite has a code of its own",
    (error) => {
      expect([messageOf(error), exitCodeOf(error)]).toEqual(["x", 3]);
    },
  );

  it("may be anything that was thrown", () => {
    expect([messageOf("x"), exitCodeOf("x")]).toEqual(["x", 1]);
  });
});

describe("the start", () => {
  /** Packages that a command loads, by its require cache. */
  function loadedBy(...args: string[]): string[] {
    const preload = join(place, "loaded.cjs");
    const file = join(place, "loaded.json");
    const keys = "Object.keys(require.cache)";
    writeFileSync(
      preload,
      `process.on("exit", () => require("fs").writeFileSync(${JSON.stringify(file)}, JSON.stringify(${keys})));`,
    );
    const options = { NODE_OPTIONS: `--require=${preload}`, GROUNDWORK_ROOT: root };
    spawnSync(process.execPath, [main, ...args], {
      env: { ...process.env, ...options },
    });
    const loaded = JSON.parse(readFileSync(file, "utf8")) as string[];
    const names = loaded.flatMap(
      (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
    );
    return [...new Set(names)].sort();
  }

  it("of help and wrong usage loads nothing but the parser", () => {
    expect(loadedBy("--help")).toEqual(["commander"]);
    expect(loadedBy("gate", "--help")).toEqual(["commander"]);
    expect(loadedBy("nope")).toEqual(["commander"]);
  });

  it("does without a cache of compiled code where none can be written", () => {
    for (const cache of ["/proc", "/proc/none", "/dev/null/none", "relative", ""]) {
      const options = { env: { ...process.env, XDG_CACHE_HOME: cache }, timeout: 60_000 };
      const { status } = spawnSync(process.execPath, [main, "--help"], { cwd: empty, ...options });
      expect(status, cache).toBe(0);
    }
    expect(readdirSync(empty)).toEqual([]);
  });

  it.each([["plan"], ["check access"], ["check network"]])("of %s loads no Pulumi SDK", (line) => {
    const loaded = loadedBy(...line.split(" "));
    expect(loaded).toContain("zod");
    expect(loaded.filter((name) => name.startsWith("@pulumi/"))).toEqual([]);
  });
});
