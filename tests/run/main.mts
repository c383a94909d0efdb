/**
 * `./groundwork test [--all] [--record]`: types, lint, format and the tests, side by side. The last
 * line counts them; a failed check counts as one.
 */
import { availableParallelism } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import {
  findEngine,
  installDefinitions,
  installServers,
  PrerequisiteError,
} from "@groundwork-iac/sandbox";

import { browser } from "../live/browser-program.ts";
import { needing } from "../standalone-copy.mts";
import { withFolder } from "./leftovers.mts";
import { longest, record, recordedSeconds } from "./seconds.mts";
import { sideBySide } from "./side-by-side.mts";
import { check, runCommand, suite, sumOf, type Task } from "./task.mts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const say = (line: string) => {
  console.error(line);
};

const usage = `usage: groundwork test [--all] [--record]
  --all     also what needs real servers, which are built once, and the long property tests
  --record  keep the seconds of every file in bench/test-seconds.json`;

interface Options {
  readonly all: boolean;
  readonly record: boolean;
}

function optionsOf(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        all: { type: "boolean", default: false },
        record: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    return values;
  } catch (error) {
    say(`groundwork: test: ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

/**
 * Starts the builds of the real servers.
 * @throws PrerequisiteError at once, with everything that is missing here.
 */
async function startBuilds(): Promise<{ readonly built: Promise<void> }> {
  const built = installServers(say, [browser]).then(async () => {
    await installDefinitions(say);
  });
  await Promise.race([built, setImmediate()]);
  return { built };
}

const node = process.execPath;
const standalone = "tests/standalone.test.ts";
const bin = (path: string) => join(root, "node_modules", path);

/** The tests that need neither command nor sandbox, run in a copy without them. */
function pureTests(env: NodeJS.ProcessEnv): Task {
  const name = "pure";
  return {
    name,
    width: 1,
    run: () =>
      withFolder("groundwork-standalone-", async (folder) => {
        let copy = "";
        const command = [node, join(root, "tests/run/copy.mts")];
        const isMade = await runCommand(name, command, {
          cwd: root,
          env: { TMPDIR: folder },
          print: (line) => {
            if (isAbsolute(line)) {
              copy = line;
            } else {
              console.log(`${name} | ${line}`);
            }
          },
        });
        if (!isMade) {
          return { passed: 0, failed: 1, seconds: {} };
        }
        const own = { ...env, GROUNDWORK_STANDALONE: copy };
        const project = "--project=offline";
        // These leave nothing behind in their process, so one serves all of them and loads the SDKs once.
        const args = [project, "--no-isolate"];
        const inCopy = suite({ name, root: copy, workers: 1, env: own, args });
        const ofCopy = suite({ name, root, workers: 1, env: own, args: [project, standalone] });
        return sumOf([await inCopy.run(), await ofCopy.run()]);
      }),
  };
}

function tasksOf({ all }: Options, servers: Promise<void> | undefined): Task[] {
  const workers = Math.max(2, availableParallelism());
  const env = { GROUNDWORK_TESTS: all ? "all" : "quick" };
  const offline = suite({
    name: "offline",
    root,
    workers,
    env,
    args: ["--project=offline", ...needing.filter((path) => path !== standalone)],
  });
  const live = suite({
    name: "live",
    root,
    workers: 1,
    env,
    args: ["--project=live"],
    ...(servers && { ready: servers }),
  });
  return [
    ...(all ? [live] : []),
    offline,
    pureTests(env),
    check("types", root, node, bin("typescript/bin/tsc"), "-p", "tsconfig.json"),
    check("lint", root, node, bin("eslint/bin/eslint.js"), "."),
    check("imports", root, "npm", "run", "--silent", "lint:imports"),
    check("exports", root, "npm", "run", "--silent", "lint:exports"),
    check(
      "format",
      root,
      node,
      bin("prettier/bin/prettier.cjs"),
      "--check",
      "--log-level=warn",
      ".",
    ),
  ];
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  const started = performance.now();
  await findEngine(say);
  const servers = options.all ? (await startBuilds()).built : undefined;
  const outcomes = await sideBySide(tasksOf(options, servers), availableParallelism() + 1);
  const { passed, failed, seconds } = sumOf(outcomes);
  const total = (performance.now() - started) / 1000;
  console.log("the ten longest files:");
  longest(seconds, recordedSeconds(root)).forEach((line) => {
    console.log(line);
  });
  if (options.record) {
    record(root, seconds, total);
  }
  console.log(`took ${Math.round(total)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  say(`groundwork: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(error instanceof PrerequisiteError ? 3 : 1);
});
