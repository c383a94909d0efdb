import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

const root = dirname(dirname(__dirname));
const version = "1.7.12";
const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
const folder = join(cache, "groundwork", `actionlint-${version}`);
const actionlint = join(folder, "actionlint");
const workflows = globSync("{.github,examples/platform/.github}/workflows/*.yaml", {
  cwd: root,
}).sort();

/** Built from its Go module, once a user. */
beforeAll(() => {
  if (!existsSync(actionlint)) {
    mkdirSync(folder, { recursive: true });
    const env = { ...process.env, GOBIN: folder, GOFLAGS: "-mod=mod" };
    const module = `github.com/rhysd/actionlint/cmd/actionlint@v${version}`;
    execFileSync("go", ["install", module], { cwd: tmpdir(), env, stdio: "pipe" });
  }
});

function lint(...files: string[]): string {
  const args = ["-no-color", "-shellcheck=", "-pyflakes=", ...files];
  const { status, stdout, stderr } = spawnSync(actionlint, args, { cwd: root, encoding: "utf8" });
  expect(status, stderr).not.toBeNull();
  return stdout + stderr;
}

describe("the workflows", () => {
  it.each(workflows)("%s passes actionlint", (file) => {
    expect(lint(file)).toBe("");
  });

  it("would not pass with an output that is not there", () => {
    const place = mkdtempSync(join(tmpdir(), "groundwork-workflow-"));
    const file = join(place, "up.yaml");
    const text = readFileSync(join(root, ".github/workflows/up.yaml"), "utf8");
    writeFileSync(file, text.replace("outputs.shared)", "outputs.none)"));
    expect(lint(file)).toContain('property "none" is not defined');
    rmSync(place, { recursive: true });
  });
});
