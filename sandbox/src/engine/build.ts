import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

import { makeFolder } from "../processes/folders";
import { PrerequisiteError, type Progress } from "../processes/prerequisite";
import { isAlive } from "../processes/processes";

/** A program that is built once and stays in the user's cache. */
export interface Build {
  /** Its name in messages, such as `the Pulumi engine 3.258.0 from its Go module`. */
  readonly subject: string;
  /** Folder that holds it once it is built. */
  readonly target: string;
  /** A file that is in the folder once the build is complete. */
  readonly proof: string;
  /** How long it takes, such as `3 minutes`. */
  readonly takes: string;
  /** Builds into a folder whose content becomes the target's. */
  readonly make: (folder: string, tell: TellShare) => Promise<void>;
}

/** Takes how much of a build is done, such as `1204 of 2310 packages`. */
export type TellShare = (share: string) => void;

/** Between two lines of progress. */
const between = 30_000;

/** Builds in a folder beside the target and renames, so that a killed build leaves no half of one. */
export async function build({ subject, target, proof, takes, make }: Build, progress: Progress) {
  const isBuilt = () => existsSync(join(target, proof));
  if (isBuilt()) {
    return;
  }
  makeFolder(dirname(target));
  const work = workFolder(target);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  progress(`building ${subject} (once; about ${takes} on 2 cores)`);
  let share = "";
  const tick = setInterval(() => {
    progress(`building ${subject}: ${share}${seconds()} s`);
  }, between);
  try {
    const made = join(work, "made");
    mkdirSync(made);
    await make(made, (done) => (share = `${done}, `));
    try {
      renameSync(made, target);
    } catch (error) {
      // Another process may have built the same meanwhile.
      if (!isBuilt()) {
        throw error;
      }
    }
    progress(`built ${subject} in ${seconds()} s`);
  } finally {
    clearInterval(tick);
    rmSync(work, { recursive: true, force: true });
  }
}

/** A new folder beside the target, named after this process; removes the folders of builds that died. */
function workFolder(target: string): string {
  const beside = dirname(target);
  const prefix = `.${basename(target)}-`;
  for (const name of readdirSync(beside).filter((entry) => entry.startsWith(prefix))) {
    if (!isAlive(Number(name.slice(prefix.length).split("-")[0]))) {
      rmSync(join(beside, name), { recursive: true, force: true });
    }
  }
  return mkdtempSync(join(beside, `${prefix}${process.pid}-`));
}

/** Commands of a Go module. */
export interface GoCommands {
  /** The `go.mod` of a module that requires them. */
  readonly module: string;
  /** Package of each command. */
  readonly commands: Readonly<Record<string, string>>;
  /** Values of variables that the commands print, such as a version. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Builds each command of a Go module into a folder, and tells how many packages it has compiled. */
export function buildGo({ module, commands, variables = {} }: GoCommands) {
  return async (folder: string, tell: TellShare) => {
    writeFileSync(join(folder, "go.mod"), module);
    const set = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
    const ldflags = ["-s", "-w", ...set].join(" ");
    const how = { cwd: folder, env: { GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod" } };
    const count = lineCounter();
    await runBuild("go", ["list", "-deps", ...Object.values(commands)], how, count.take);
    const total = count.lines;
    // Each is a line of `-v`; one that Go has in its own cache already is none.
    const compiled = lineCounter(total);
    for (const [name, pkg] of Object.entries(commands)) {
      const args = ["build", "-v", "-ldflags", ldflags, "-o", name, pkg];
      await runBuild("go", args, how, (chunk) => {
        compiled.take(chunk);
        tell(`${compiled.lines} of ${total} packages`);
      });
    }
  };
}

function lineCounter(most = Infinity) {
  let lines = 0;
  return {
    take: (chunk: Buffer) => {
      lines = Math.min(most, lines + chunk.filter((byte) => byte === newline).length);
    },
    get lines() {
      return lines;
    },
  };
}
const newline = 10;

/**
 * Runs one command of a build.
 * @param take Is given what it prints.
 * @throws PrerequisiteError with the end of its output.
 */
export function runBuild(
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
  take: (chunk: Buffer) => void = () => undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env } };
    const running = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let tail = "";
    const keep = (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-2000);
      take(chunk);
    };
    running.stdout.on("data", keep);
    running.stderr.on("data", keep);
    running.on("error", reject);
    running.on("exit", (code, signal) => {
      if (code === 0) {
        resolve();
      } else {
        const words = [command, ...args].join(" ");
        reject(new PrerequisiteError(`${words} failed (${String(code ?? signal)}):\n${tail}`));
      }
    });
  });
}
