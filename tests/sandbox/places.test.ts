import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

import { Sandbox, sandboxPaths } from "@groundwork-iac/sandbox";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { makeFolder, requireMakeable } from "../../sandbox/src/processes/folders";
import { cacheFolder } from "../../sandbox/src/paths";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "groundwork-places-"));
  vi.stubEnv("XDG_STATE_HOME", join(place, "state"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true });
});

const silent = () => undefined;

/** A sandbox of a program without resources. */
async function sandboxOf(name = "places"): Promise<Sandbox> {
  const project = join(place, "project");
  mkdirSync(project);
  symlinkSync(join(__dirname, "../../node_modules"), join(project, "node_modules"));
  writeFileSync(join(project, "index.js"), "exports.up = true;\n");
  const sandbox = new Sandbox({ root: project, name, main: "index.js" });
  await sandbox.prepare(silent);
  return sandbox;
}

async function up(sandbox: Sandbox): Promise<unknown> {
  const workspace = await sandbox.workspace();
  await workspace.createStack("dev");
  await sandbox.pulumi("up", "--yes", "--skip-preview", "--stack", "dev");
  return (await workspace.stackOutputs("dev"))["up"]?.value;
}

describe("a sandbox", () => {
  it("keeps its states as it reads them, whatever form the user's own have", async () => {
    for (const form of ["GZIP", "ZSTD", "LEGACY_LAYOUT"]) {
      vi.stubEnv(`PULUMI_DIY_BACKEND_${form}`, "true");
    }
    vi.stubEnv("PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS", "true");
    vi.stubEnv("PULUMI_NODEJS_TSCONFIG_PATH", "/nowhere/tsconfig.json");
    const sandbox = await sandboxOf();
    expect(await up(sandbox)).toBe(true);
    const states = join(sandbox.paths.backend, ".pulumi/stacks/places");
    expect(globSync("*", { cwd: states }).sort()).toEqual(
      expect.arrayContaining(["dev.json", "dev.json.bak"]),
    );
    expect(globSync("*.{gz,zst}", { cwd: states })).toEqual([]);
    expect(existsSync(join(sandbox.paths.backend, ".pulumi/backups"))).toBe(true);
  });

  it("finds the program from a state folder that is a link to another depth", async () => {
    const deep = join(place, "a/b/c/d");
    mkdirSync(deep, { recursive: true });
    symlinkSync(deep, join(place, "state"));
    expect(await up(await sandboxOf())).toBe(true);
  });

  it("takes a name that YAML would read as a number", async () => {
    expect(await up(await sandboxOf("123"))).toBe(true);
  });

  it.each(["x # y", "a: b", ""])("refuses the name %j in a sentence", async (name) => {
    await expect(sandboxOf(name)).rejects.toThrow(
      `${join(place, "project", "Pulumi.yaml")}: name: want up to 100 letters, digits, hyphens, ` +
        `underscores and periods, got ${JSON.stringify(name)}`,
    );
    expect(existsSync(join(place, "state"))).toBe(false);
  });

  it("goes on with a stack that another run makes at the same time", async () => {
    const workspace = await (await sandboxOf()).workspace();
    await workspace.createStack("dev");
    await expect(workspace.createStack("dev")).resolves.toBeUndefined();
    await expect(workspace.createStack("a b")).rejects.toThrow();
  });

  it("says in a sentence that its state or its cache can't be made", async () => {
    writeFileSync(join(place, "file"), "");
    vi.stubEnv("XDG_STATE_HOME", join(place, "file"));
    await expect(sandboxOf()).rejects.toThrow(
      `${join(place, "file")}: want a folder, or to make one, got EEXIST`,
    );
    vi.stubEnv("XDG_STATE_HOME", join(place, "state"));
    vi.stubEnv("XDG_CACHE_HOME", "/proc");
    rmSync(join(place, "project"), { recursive: true });
    await expect(sandboxOf()).rejects.toThrow(
      "/proc/groundwork: want a folder, or to make one, got ENOENT",
    );
  });
});

describe("makeFolder", () => {
  it("makes a folder and the ones above it, and leaves one that is there", () => {
    const path = join(place, "a/b/c");
    makeFolder(path);
    makeFolder(path);
    expect(existsSync(path)).toBe(true);
  });

  it.each(["/proc/none/deeper", "/dev/null/none", "/dev/null"])("refuses %s", (path) => {
    expect(() => {
      makeFolder(path);
    }).toThrow(/^\/(proc|dev)\/.*: want a folder, or to make one, got E[A-Z]+; check the path/);
  });
});

describe("requireMakeable", () => {
  it("makes nothing, and takes a folder that is there or could be", () => {
    const path = join(place, "later/still");
    requireMakeable(path);
    expect(existsSync(path)).toBe(false);
    requireMakeable(place);
  });

  it("refuses a place below a file, as status of a sandbox does", () => {
    writeFileSync(join(place, "file"), "");
    vi.stubEnv("XDG_STATE_HOME", join(place, "file"));
    const refusal = `${join(place, "file")}: want a folder, or to make one, got a file; check the path`;
    expect(() => {
      requireMakeable(join(place, "file/below"));
    }).toThrow(refusal);
    expect(() => new Sandbox({ root: place, name: "p", main: "index.ts" }).exists).toThrow(refusal);
  });
});

describe("the user's folders", () => {
  it.each(["", "relative", "./x"])("are the usual ones if a variable says %j", (value) => {
    vi.stubEnv("XDG_STATE_HOME", value);
    vi.stubEnv("XDG_CACHE_HOME", value);
    expect(sandboxPaths("/p").state).toMatch(join(homedir(), ".local/state/groundwork/p-"));
    expect(cacheFolder()).toBe(join(homedir(), ".cache/groundwork"));
  });
});
