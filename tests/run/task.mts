import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Outcome, outcomeVariable } from "./counting.mts";
import { endWithRun, isStopping, withFolder } from "./leftovers.mts";

/** A part of a run that waits for no other part. */
export interface Task {
  readonly name: string;
  /** Number of processors that it uses. */
  readonly width: number;
  /** Promise that it waits for before it starts. */
  readonly ready?: Promise<unknown>;
  readonly run: () => Promise<Outcome>;
}

/** One outcome of several. */
export function sumOf(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (sum, { passed, failed, seconds }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      seconds: { ...sum.seconds, ...seconds },
    }),
    { passed: 0, failed: 0, seconds: {} },
  );
}

interface Running {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** If omitted, lines are printed after the task's name. */
  readonly print?: (line: string) => void;
}

/**
 * Runs a command and prints its lines after the task's name, since tasks run side by side.
 * @returns whether it ended with 0.
 */
export function runCommand(
  name: string,
  [command = "", ...args]: readonly string[],
  {
    cwd,
    env = {},
    print = (line) => {
      console.log(`${name} | ${line}`);
    },
  }: Running,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    if (isStopping()) {
      // This process is about to end.
      return;
    }
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    endWithRun(child);
    for (const stream of [child.stdout, child.stderr]) {
      let rest = "";
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        lines.forEach(print);
      });
      stream.on("end", () => {
        if (rest !== "") {
          print(rest);
        }
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code === 0);
    });
  });
}

/** A check that counts as one test. */
export function check(name: string, root: string, ...command: readonly string[]): Task {
  return {
    name,
    width: 1,
    run: async () => {
      const passed = await runCommand(name, command, { cwd: root });
      return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, seconds: {} };
    },
  };
}

interface Suite {
  readonly name: string;
  readonly root: string;
  readonly workers: number;
  /** Further arguments for vitest. */
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly ready?: Promise<unknown>;
}

/** A run of vitest. If it ends badly without a failure that can be counted, that counts as one. */
export function suite({ name, root, workers, args, env, ready }: Suite): Task {
  return {
    name,
    width: workers,
    ...(ready === undefined ? {} : { ready }),
    run: () =>
      withFolder("groundwork-test-", async (folder) => {
        const report = join(folder, "outcome.json");
        const passed = await runCommand(
          name,
          [
            process.execPath,
            join(root, "node_modules", "vitest", "vitest.mjs"),
            "run",
            `--maxWorkers=${workers}`,
            "--reporter=default",
            `--reporter=${join(import.meta.dirname, "counting.mts")}`,
            ...args,
          ],
          { cwd: root, env: { ...env, [outcomeVariable]: report } },
        );
        return outcomeOf(report, passed);
      }),
  };
}

function outcomeOf(report: string, passed: boolean): Outcome {
  try {
    const counted = JSON.parse(readFileSync(report, "utf8")) as Outcome;
    return { ...counted, failed: counted.failed === 0 && !passed ? 1 : counted.failed };
  } catch {
    return { passed: 0, failed: 1, seconds: {} };
  }
}
