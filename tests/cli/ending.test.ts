import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { afterAll, describe, expect, it } from "vitest";

const main = join(__dirname, "../../cli/dist/main.js");
const place = mkdtempSync(join(tmpdir(), "groundwork-ending-"));
const file = join(place, "plan.yaml");

afterAll(() => {
  rmSync(place, { recursive: true });
});

/** A plan with many problems: each range states a wrong size. */
const ranges = Array.from(
  { length: 250 },
  (_, i) =>
    `  - { cidr: 10.${i}.0.0/24, purpose: n${i}${"x".repeat(4000)}, kind: subnet, addresses: 7 }`,
);
writeFileSync(file, `ranges:\n${ranges.join("\n")}\n`);

/** Runs a command whose output is read late and in pieces, as by a slow reader of a pipe. */
function slowly(args: readonly string[]): Promise<{ code: number | null; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], { cwd: place, stdio: "pipe" });
    let stdout = "";
    child.stderr.resume();
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, stdout });
    });
    void (async () => {
      await setTimeout(1500);
      for await (const chunk of child.stdout) {
        stdout += String(chunk);
      }
    })();
  });
}

describe("the end of a command", () => {
  it("waits until a pipe has taken more than a megabyte, though the command fails", async () => {
    const { code, stdout } = await slowly(["check", "network", "--audit", file, "--json"]);
    expect(code).toBe(1);
    expect(stdout.length).toBeGreaterThan(1e6);
    expect(JSON.parse(stdout)).toBeTypeOf("object");
  });

  it("is quiet when the reader goes", () => {
    const command = `"${process.execPath}" "${main}" check network --audit "${file}" --json | head -c 1`;
    const { stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: place, encoding: "utf8" });
    expect(stdout).toBe("{");
    expect(stderr).not.toContain("EPIPE");
  });

  it("says once that its output can't be written", () => {
    const command = `"${process.execPath}" "${main}" --help > /dev/full`;
    const { status, stderr } = spawnSync("sh", ["-c", command], { cwd: place, encoding: "utf8" });
    expect([status, stderr]).toEqual([
      1,
      "groundwork: standard output: want to write to it, got no space left, ENOSPC; send it to another place\n",
    ]);
  });

  it("says that it ignores a relative folder of the user's", () => {
    const env = { ...process.env, XDG_STATE_HOME: "here", XDG_CACHE_HOME: "./there" };
    const options = { cwd: place, env, encoding: "utf8" } as const;
    const { status, stderr } = spawnSync(process.execPath, [main, "--help"], options);
    const why = "it is ignored, as the XDG specification says of a relative one";
    expect([status, stderr]).toEqual([
      0,
      `groundwork: XDG_STATE_HOME: want an absolute path, got "here"; ${why}\n` +
        `groundwork: XDG_CACHE_HOME: want an absolute path, got "./there"; ${why}\n`,
    ]);
  });

  it.each([
    [["--help"], 0],
    [["nope"], 2],
    [["gate", "--nope"], 2],
  ])("of %j has its own code, and nothing said twice", (args, code) => {
    const run = spawnSync(process.execPath, [main, ...args], { cwd: place, encoding: "utf8" });
    expect(run.status).toBe(code);
    expect(run.stdout + run.stderr).not.toMatch(/^groundwork: /m);
  });
});
