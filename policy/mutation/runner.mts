import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { type InstrumenterContext, INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { declareClassPlugin, declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  determineHitLimitReached,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";

import type { Behaviour } from "../../tests/policy/mutation/behaviours.ts";
import { ignorer } from "./ignorer.mts";
import { rulesNeeding } from "./needs.mts";

interface Compiler {
  compile(code: string, file: string): string;
}
type Compile = (code: string, file: string) => void;

/**
 * Runs the behaviours that are expected of the rules in the process that has loaded the rules with
 * all their mutants, so that a mutant costs no more than what it is judged by.
 */
class BehaviourRunner implements TestRunner {
  /** The instrumented copy of the project, which Stryker has made the current directory. */
  private readonly load = createRequire(join(process.cwd(), "package.json"));
  private readonly context = contextOf(INSTRUMENTER_CONSTANTS.NAMESPACE);
  private behaviours: readonly Behaviour[] = [];
  private isStale = true;

  public capabilities() {
    return { reloadEnvironment: true };
  }

  public init(): Promise<void> {
    const tsNode = this.load("ts-node") as { create(options: object): Compiler };
    const compilerOptions = { target: "es2024", module: "commonjs", esModuleInterop: true };
    const compiler = tsNode.create({ transpileOnly: true, skipProject: true, compilerOptions });
    const compiled = new Map<string, string>();
    // Compiling takes far longer than loading, which static mutants make necessary time and again.
    this.load.extensions[".ts"] = (module, file) => {
      const code = compiled.get(file) ?? compiler.compile(readFileSync(file, "utf8"), file);
      compiled.set(file, code);
      (module as NodeJS.Module & { _compile: Compile })._compile(code, file);
    };
    return Promise.resolve();
  }

  public async dryRun(): Promise<DryRunResult> {
    this.context.activeMutant = undefined;
    this.reload();
    const result = await this.run(() => true, false);
    const { mutantCoverage } = this.context;
    return result.status === DryRunStatus.Complete && mutantCoverage
      ? { ...result, mutantCoverage }
      : result;
  }

  public async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, reloadEnvironment, testFilter } = options;
    const isStatic = mutantActivation === "static";
    this.context.hitCount = hitLimit === undefined ? undefined : 0;
    this.context.hitLimit = hitLimit;
    this.context.activeMutant = isStatic ? activeMutant.id : undefined;
    try {
      if (this.isStale || reloadEnvironment) {
        this.reload();
      }
    } catch (error) {
      this.isStale = true;
      return toMutantRunResult(complete([failure("loading the rules", error)]));
    }
    this.isStale = isStatic;
    this.context.activeMutant = activeMutant.id;
    const chosen = testFilter && new Set(testFilter);
    const needing = chosen ? undefined : rulesNeeding(options.sandboxFileName);
    const result = await this.run(
      ({ name, rule }) => chosen?.has(name) ?? (rule === undefined || needing?.has(rule) === true),
      true,
    );
    const { hitCount } = this.context;
    return toMutantRunResult(determineHitLimitReached(hitCount, hitLimit) ?? result);
  }

  private async run(
    isChosen: (behaviour: Behaviour) => boolean,
    endsAtFailure: boolean,
  ): Promise<DryRunResult> {
    const tests: TestResult[] = [];
    for (const { name, expect } of this.behaviours.filter(isChosen)) {
      this.context.currentTestId = name;
      const begun = performance.now();
      try {
        await expect();
        const timeSpentMs = performance.now() - begun;
        tests.push({ id: name, name, timeSpentMs, status: TestStatus.Success });
      } catch (error) {
        tests.push(failure(name, error));
        if (endsAtFailure) {
          break;
        }
      }
    }
    this.context.currentTestId = undefined;
    return complete(tests);
  }

  /** Loads rules and examples anew: some of their values are made as they are loaded. */
  private reload(): void {
    const own = join(process.cwd(), "/");
    for (const file of Object.keys(this.load.cache)) {
      if (file.startsWith(own) && !file.includes("/node_modules/")) {
        delete this.load.cache[file];
      }
    }
    const loaded = this.load("./tests/policy/mutation/behaviours") as {
      behaviours: readonly Behaviour[];
    };
    this.behaviours = loaded.behaviours;
  }
}

/** The instrumented code reads the active mutant here, and notes which mutants it has met. */
function contextOf(name: string): InstrumenterContext {
  const all = globalThis as unknown as Record<string, InstrumenterContext | undefined>;
  return (all[name] ??= {});
}

const complete = (tests: TestResult[]): DryRunResult => ({ status: DryRunStatus.Complete, tests });

function failure(name: string, error: unknown): TestResult {
  const failureMessage = error instanceof Error ? error.message : String(error);
  return { id: name, name, timeSpentMs: 0, status: TestStatus.Failed, failureMessage };
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, "behaviours", BehaviourRunner),
  declareValuePlugin(PluginKind.Ignore, "data-of-rules", ignorer),
];
