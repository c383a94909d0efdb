import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { printed } from "../../processes/prerequisite";

/** A program to run and supervise. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** File for its output. */
  readonly log: string;
}

/** Longest time for a program to end by itself. */
const patience = 15_000;

/**
 * Ends groups of processes when its input ends, which happens however the supervisor ended. Each line
 * of its input names the current groups.
 */
const watch = `
groups=
while read -r line; do groups=$line; done
for group in $groups; do kill -s TERM -- "-$group" 2>/dev/null; done
left=$groups
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  [ -n "$left" ] || exit 0
  sleep 1
  left=
  for group in $groups; do kill -s 0 -- "-$group" 2>/dev/null && left="$left $group"; done
done
for group in $left; do kill -s KILL -- "-$group" 2>/dev/null; done
`;

/** The running programs of a supervisor; none outlives it. */
export class Children {
  private readonly running = new Set<Child>();
  private readonly watcher: ChildProcess;
  /** Makes the kernel end a program with the supervisor, on systems that can. */
  private readonly tied = printed("setpriv", ["--pdeathsig", "TERM", "true"]) !== undefined;

  public constructor() {
    const stdio = ["pipe", "ignore", "ignore"] as const;
    this.watcher = spawn("sh", ["-c", watch, "groundwork-live-watch"], {
      stdio: [...stdio],
      detached: true,
    });
    this.watcher.stdin?.on("error", () => undefined);
  }

  public start(program: Program): Child {
    const { command, args } = program;
    const words = this.tied ? ["setpriv", "--pdeathsig", "TERM", command] : [command];
    const child: Child = new Child(program, [...words, ...args], () => {
      this.running.delete(child);
      this.tell();
    });
    this.running.add(child);
    this.tell();
    return child;
  }

  /** Sends the watcher the current groups. */
  private tell(): void {
    const groups = [...this.running].map(({ pid }) => pid ?? "").join(" ");
    this.watcher.stdin?.write(`${groups}\n`);
  }
}

/** One running program, in a group of processes of its own. */
export class Child {
  /** How it ended; nothing while it runs. */
  public ended: string | undefined;
  private readonly process: ChildProcess;

  public constructor(
    private readonly program: Program,
    [command = "", ...args]: readonly string[],
    onEnd: () => void,
  ) {
    const log = openSync(program.log, "a", 0o600);
    this.process = spawn(command, args, {
      env: program.env,
      stdio: ["ignore", log, log],
      detached: true,
    });
    closeSync(log);
    const end = (how: string) => {
      this.ended ??= how;
      onEnd();
    };
    this.process.on("error", ({ message }) => {
      end(message);
    });
    this.process.on("exit", (code, signal) => {
      end(signal === null ? `ended with ${String(code)}` : `was ended by ${signal}`);
    });
  }

  public get pid(): number | undefined {
    return this.process.pid;
  }

  public onEnd(listener: (how: string) => void): void {
    this.process.on("exit", () => {
      listener(this.ended ?? "ended");
    });
  }

  /** The last lines that it printed. */
  public tail(): string {
    return lastLines(this.program.log);
  }

  /** Asks the program to end, and kills it if it does not. */
  public async stop(): Promise<void> {
    this.signal("SIGTERM");
    const deadline = Date.now() + patience;
    while (this.ended === undefined && Date.now() < deadline) {
      await sleep(50);
    }
    if (this.ended === undefined) {
      this.signal("SIGKILL");
    }
  }

  /** Sends a signal to the whole group. */
  private signal(signal: NodeJS.Signals): void {
    if (this.ended === undefined && this.pid !== undefined) {
      process.kill(-this.pid, signal);
    }
  }
}

/** The last lines of a log. */
export function lastLines(log: string, lines = 8): string {
  const text = existsSync(log) ? readFileSync(log, "utf8").trimEnd() : "";
  return text.split("\n").slice(-lines).join("\n");
}
