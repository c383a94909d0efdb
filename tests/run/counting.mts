import { writeFileSync } from "node:fs";
import { relative } from "node:path";

import type { Reporter, TestModule, Vitest } from "vitest/node";

/** The result of one task of a run. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Seconds of each test file, by its path in the repository. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Variable that names the file into which the outcome of a run is written. */
export const outcomeVariable = "GROUNDWORK_TEST_OUTCOME";

/** Counts everything that failed: tests, hooks, files that do not load, and errors beside them. */
export default class Counting implements Reporter {
  private root = "";

  public onInit({ config }: Vitest): void {
    this.root = config.root;
  }

  public onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap(({ children }) => [...children.allTests()]);
    const suites = modules.flatMap(({ children }) => [...children.allSuites()]);
    const counted = (wanted: string) =>
      tests.filter((test) => test.result().state === wanted).length;
    const broken = [...modules, ...suites].filter((each) => each.errors().length > 0);
    const outcome: Outcome = {
      passed: counted("passed"),
      failed: counted("failed") + broken.length + errors.length,
      seconds: Object.fromEntries(modules.map((module) => this.secondsOf(module))),
    };
    writeFileSync(process.env[outcomeVariable] ?? "", JSON.stringify(outcome));
  }

  private secondsOf(module: TestModule): readonly [string, number] {
    const { collectDuration, setupDuration, duration } = module.diagnostic();
    const all = collectDuration + setupDuration + duration;
    return [relative(this.root, module.moduleId), Math.round(all / 100) / 10];
  }
}
