import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Operation } from "./faults";

/**
 * Where the engine dies in a call: before its effect, after its effect and before the answer, or
 * after the answer and, most often, before the engine records it.
 */
const moments = ["before", "after", "answered"] as const;
type Moment = (typeof moments)[number];

/** Rest after which no further call is waited for, since the others wait for those that hang. */
const rest = 1_000;

/**
 * Kills the engine while several calls of any of its plugins are at such a moment. Plugins meet in a
 * folder, which is new for each run. An engine whose last calls are all answered may end before that.
 */
export class KillPoints {
  public constructor(
    private readonly folder: string,
    private readonly wanted: number,
    private readonly turns: readonly Moment[],
  ) {}

  /**
   * Reads `<folder>;<calls>;<moments>`, such as `/tmp/points;12;before,after`, which take turns;
   * without a text, nothing dies.
   * @throws Error that says what it wants.
   */
  public static parse(text: string): KillPoints {
    if (text === "") {
      return new KillPoints("", 0, []);
    }
    const [folder = "", calls = "", list = ""] = text.split(";");
    const turns = list.split(",").filter(isMoment);
    if (folder === "" || !/^[1-9]\d*$/.test(calls) || turns.length !== list.split(",").length) {
      const wanted = `FOLDER;CALLS;MOMENTS, of ${moments.join(", ")}`;
      throw new Error(`GROUNDWORK_KILL: want ${wanted}, got "${text}"`);
    }
    return new KillPoints(folder, Number(calls), turns);
  }

  /** Runs a call, one that changes something up to its moment. */
  public async around<T>(op: Operation, work: () => Promise<T>): Promise<T> {
    if (this.wanted === 0 || op === "read") {
      return work();
    }
    const moment = this.next();
    if (moment === "before") {
      return this.hang(moment);
    }
    const result = await work();
    if (moment === "after") {
      return this.hang(moment);
    }
    setImmediate(() => {
      this.arrive(moment);
    });
    return result;
  }

  private hang(moment: Moment): Promise<never> {
    this.arrive(moment);
    return new Promise(() => undefined);
  }

  /** The moments take turns over all plugins. */
  private next(): Moment {
    for (let number = 0; ; number++) {
      try {
        writeFileSync(join(this.folder, `call-${number}`), "", { flag: "wx" });
        return this.turns[number % this.turns.length] ?? "before";
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
          throw error;
        }
      }
    }
  }

  private arrive(moment: Moment): void {
    const place = `at-${moment}-${process.pid}-${process.hrtime.bigint()}`;
    writeFileSync(join(this.folder, place), "");
    const before = this.seen();
    if (before.filter((file) => file.startsWith("at-")).length >= this.wanted) {
      kill();
      return;
    }
    setTimeout(() => {
      if (this.seen().length === before.length) {
        kill();
      }
    }, rest);
  }

  private seen(): string[] {
    return readdirSync(this.folder);
  }
}

function kill(): void {
  process.kill(process.ppid, "SIGKILL");
  process.exit(1);
}

function isMoment(text: string): text is Moment {
  return (moments as readonly string[]).includes(text);
}
