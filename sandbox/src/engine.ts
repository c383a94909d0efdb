import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { cacheFolder } from "./paths";

/** The engine that is built when none is on PATH; the same version as the SDK that is pinned. */
export const engineVersion = "3.258.0";
const oldestMinor = 250;

/** What the user can do when no engine can be had. */
export class PrerequisiteError extends Error {}

/** Tells one line of progress. */
export type Progress = (line: string) => void;

/**
 * Path of a Pulumi engine: `pulumi` on PATH if recent enough, else built from its Go module
 * once and kept in the user's cache.
 * @throws PrerequisiteError with the ways out.
 */
export async function findEngine(progress: Progress): Promise<string> {
  const onPath = installedEngine();
  if (onPath !== undefined) {
    return onPath;
  }
  const built = join(cacheFolder(), "engine", engineVersion, "pulumi");
  if (existsSync(built)) {
    return built;
  }
  if (!answers("go", ["version"])) {
    throw new PrerequisiteError(
      [
        "no Pulumi engine and no Go to build one. Do one of:",
        `  - install Pulumi 3.${oldestMinor} or newer and put it on PATH (https://www.pulumi.com/docs/install/)`,
        "  - install Go 1.26 or newer and put it on PATH (https://go.dev/doc/install)",
      ].join("\n"),
    );
  }
  await buildEngine(built, progress);
  return built;
}

function installedEngine(): string | undefined {
  try {
    const version = execFileSync("pulumi", ["version"], { encoding: "utf8", stdio: "pipe" });
    const [, major, minor] = /v?(\d+)\.(\d+)\./.exec(version) ?? [];
    const recent = Number(major) === 3 && Number(minor) >= oldestMinor;
    return recent
      ? execFileSync("sh", ["-c", "command -v pulumi"], { encoding: "utf8" }).trim()
      : undefined;
  } catch {
    return undefined;
  }
}

function answers(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

/** Builds in a folder of its own and renames, so that a killed build leaves no half engine. */
async function buildEngine(target: string, progress: Progress): Promise<void> {
  const folder = join(cacheFolder(), "engine");
  mkdirSync(join(target, ".."), { recursive: true });
  const work = mkdtempSync(join(folder, "build-"));
  writeFileSync(join(work, "go.mod"), goModule);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  progress(
    `building the Pulumi engine ${engineVersion} from its Go module (once; about 3 minutes on 2 cores)`,
  );
  const tick = setInterval(() => progress(`building the Pulumi engine: ${seconds()} s`), 15_000);
  try {
    await goBuild(work);
    renameSync(join(work, "pulumi"), target);
    progress(`built the Pulumi engine in ${seconds()} s`);
  } finally {
    clearInterval(tick);
    rmSync(work, { recursive: true, force: true });
  }
}

function goBuild(work: string): Promise<void> {
  const module = "github.com/pulumi/pulumi";
  const ldflags = `-s -w -X ${module}/sdk/v3/go/common/version.Version=${engineVersion}`;
  const args = ["build", "-ldflags", ldflags, "-o", "pulumi", `${module}/pkg/v3/cmd/pulumi`];
  const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod" };
  return new Promise((resolve, reject) => {
    const build = spawn("go", args, { cwd: work, env, stdio: ["ignore", "ignore", "pipe"] });
    let tail = "";
    build.stderr.on("data", (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-2000)));
    build.on("error", reject);
    build.on("exit", (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(
          new PrerequisiteError(`go build of the engine failed (exit ${String(code)}):\n${tail}`),
        );
      }
    });
  });
}

const goModule = `module groundwork.example/engine

go 1.26

require github.com/pulumi/pulumi/pkg/v3 v${engineVersion}

replace github.com/atotto/clipboard => github.com/tgummerer/clipboard v0.0.0-20241001131231-d02d263e614e
`;
