import { availableParallelism } from "node:os";

import { type Score, scorecard } from "@groundwork-iac/platform/capabilities";
import { type PlannedStack, planStacks } from "@groundwork-iac/platform/plan";
import { automation } from "@pulumi/pulumi";

import { type Held, maskedOutputs, resourcesIn } from "./checkpoint";
import { type Analysis, analyzed } from "./analysis";
import {
  type Change,
  changesOf,
  errorsOf,
  mendingsOf,
  plain,
  type Reported,
  reportsOf,
} from "./events";
import { Interruption } from "./interruption";
import type { Project } from "../project";
import { reversed, runInOrder, type Step } from "./schedule";
import { selected } from "./selected";

/** Tells progress to people; results go to standard output. */
export const say = (line: string) => {
  console.error(line);
};

export interface RunOptions {
  /** Look at what the cloud holds first. */
  readonly refresh?: boolean;
  /** The file of a stack's settings for the policy pack, by policy of the SDK. */
  readonly packSettings?: (stack: string) => string;
  /** Print the result as JSON. */
  readonly json?: boolean;
}

export interface BringOptions extends RunOptions {
  /** Preview each stack before it comes up, and tell what the policy pack says of that. */
  readonly preview?: boolean;
}

export interface PreviewOptions extends RunOptions {
  /** Leave the policy pack out. */
  readonly withoutPack?: boolean;
}

/** What bringing one stack up came to. */
interface Brought {
  readonly name: string;
  readonly resources: number;
  readonly changed: number;
  /** How many resources each operation of the engine was done to, such as `update`. */
  readonly operations: automation.OpMap;
  readonly policyFindings: number;
  readonly seconds: number;
  /** Of the preview before it, if there was one. */
  readonly preview?: Pick<Preview, "reports" | "changes">;
}

/** What a preview came to, before it is judged. */
export interface Preview {
  readonly name: string;
  /** How many resources there are and change; empty when it failed. */
  readonly counts: string;
  readonly reports: readonly Reported[];
  /** The engine's errors; none when the preview went through. */
  readonly errors: readonly string[];
  readonly changes: readonly Change[];
  /** Stacks without which there is no preview. */
  readonly absent: readonly string[];
}

/** A stack with its resources. */
export interface Holding {
  readonly stack: string;
  readonly resources: readonly Held[];
}

/** An operation of the engine that failed, with what it said before. */
class OperationError extends Error {
  public constructor(
    message: string,
    public readonly why: readonly string[],
    public readonly reports: readonly Reported[],
    public readonly changes: readonly Change[],
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** What every operation of the engine is run with. */
interface Hooks {
  readonly onEvent: (event: automation.EngineEvent) => void;
  readonly signal: AbortSignal;
}

/** Runs the stacks of a project by their contracts, in whatever backend the workspace has. */
export class Runner {
  private readonly interruption = new Interruption(say);

  public constructor(
    private readonly project: Project,
    private readonly workspace: automation.Workspace,
    /** Says in every line where the resources are, such as `SIMULATED cloud`. */
    private readonly place: string,
    /** How to run the same again. */
    private readonly command: string,
  ) {}

  /** Brings stacks up, each behind the ones that it reads, past the policy pack. */
  public async up(stacks: readonly PlannedStack[], options: BringOptions): Promise<void> {
    const known = await this.names();
    const brought: Brought[] = [];
    const started = Date.now();
    await runInOrder(stacks, availableParallelism(), async (name) => {
      if (!known.has(name)) {
        await this.workspace.createStack(name);
      }
      const stack = await selected(name, this.workspace);
      const preview = options.preview === true && (await this.foreseen(name, options));
      const begun = Date.now();
      const refresh = options.refresh ?? false;
      const { operations, reports } = await this.explained(name, (hooks) =>
        stack.up({ refresh, ...hooks, ...this.gate(name, options) }),
      );
      reports.forEach((report) => {
        say(`${name}: ${reportLine(report)}`);
      });
      const row = {
        name,
        ...tally(operations),
        policyFindings: reports.length,
        seconds: since(begun),
        ...(preview !== false && { preview }),
      };
      brought.push(row);
      say(`${told(row)} (${brought.length} of ${stacks.length}, ${this.place})`);
    });
    brought.sort((a, b) => (a.name < b.name ? -1 : 1));
    const scores = this.scores([...known, ...stacks.map(({ name }) => name)]);
    if (options.json === true) {
      const report = {
        place: this.place,
        seconds: since(started),
        stacks: brought,
        scorecard: scores,
      };
      console.log(JSON.stringify(report, undefined, 2));
      return;
    }
    brought.forEach((row) => {
      console.log(told(row));
    });
    printScorecard(scores);
    const total = `${brought.length} of ${stacks.length} stacks are up (${this.place})`;
    console.log(`${total}, ${since(started)} s`);
  }

  /** Destroys stacks, those that others read last; tells what each leaves behind on purpose. */
  public async down(
    stacks: readonly Step[],
    unprotect: (name: string) => Promise<void>,
  ): Promise<Held[]> {
    const known = await this.names();
    const retained: Held[] = [];
    const there = stacks.filter(({ name }) => known.has(name));
    await runInOrder(reversed(there), availableParallelism(), async (name) => {
      const stack = await selected(name, this.workspace);
      const begun = Date.now();
      retained.push(...(await this.release(stack, name, unprotect)));
      await this.explained(name, (hooks) => stack.destroy(hooks));
      await this.workspace.removeStack(name);
      say(`${name}: destroyed, ${since(begun)} s (${this.place})`);
    });
    return retained;
  }

  /** Previews stacks past the policy pack, each by itself; one that fails stops no other. */
  public async preview<V>(
    stacks: readonly PlannedStack[],
    options: PreviewOptions,
    judge: (preview: Preview) => V | Promise<V>,
  ): Promise<V[]> {
    const known = await this.names();
    const verdicts: V[] = [];
    for (const { name, after } of stacks) {
      const absent = [name, ...after].filter((other) => !known.has(other));
      const nothing = { name, counts: "", reports: [], errors: [], changes: [], absent };
      verdicts.push(await judge(absent.length > 0 ? nothing : await this.previewed(name, options)));
    }
    return verdicts;
  }

  /**
   * Has the policy pack judge a recorded state.
   * @param of `--stack` and a name, of which secrets are judged too, or `--file` and a path.
   * @param settings File of the pack's settings.
   */
  public async analyze(of: readonly string[], settings: string | undefined): Promise<Analysis> {
    const { policyPack = "" } = this.project;
    const { pulumiCommand, workDir, pulumiHome: home, envVars } = this.workspace;
    const { signal } = this.interruption;
    const env = { ...process.env, ...(home !== undefined && { PULUMI_HOME: home }), ...envVars };
    this.interruption.check();
    const analysis = await analyzed(of, policyPack, settings, {
      command: pulumiCommand.command,
      cwd: workDir,
      env,
      signal,
    });
    this.interruption.check();
    return analysis;
  }

  private async foreseen(
    name: string,
    options: RunOptions,
  ): Promise<NonNullable<Brought["preview"]>> {
    const { reports, changes, errors } = await this.previewed(name, options);
    const told = reports.map(reportLine);
    if (errors.length > 0) {
      throw new Error([`${name} can't be previewed:`, ...errors, ...told].join("\n"));
    }
    told.forEach((line) => {
      say(`${name}, preview: ${line}`);
    });
    return { reports, changes };
  }

  private async previewed(name: string, options: PreviewOptions): Promise<Preview> {
    const stack = await selected(name, this.workspace);
    const { refresh = false } = options;
    try {
      const { operations, reports, changes } = await this.explained(name, (hooks) =>
        stack.preview({ ...hooks, refresh, ...this.gate(name, options) }),
      );
      const { resources, changed } = tally(operations);
      const counts = `${resources} resources, ${changed} changed, `;
      return { name, counts, reports, errors: [], changes, absent: [] };
    } catch (error) {
      if (!(error instanceof OperationError)) {
        throw error;
      }
      const { why, reports, changes } = error;
      return { name, counts: "", reports, errors: why, changes, absent: [] };
    }
  }

  /** Every stack with the number of its resources, and its outputs with secrets masked. */
  public async describe() {
    const described = [];
    for (const name of [...(await this.names())].sort()) {
      const resources = resourcesIn(await this.workspace.exportStack(name));
      described.push({ name, resources: resources.length, outputs: maskedOutputs(resources) });
    }
    return described;
  }

  /** Outputs of a stack; none when there is no such stack. */
  public async outputs(name: string): Promise<Record<string, unknown>> {
    if (!(await this.names()).has(name)) {
      return {};
    }
    const outputs = Object.entries(await this.workspace.stackOutputs(name));
    return Object.fromEntries(outputs.map(([key, { value }]) => [key, value as unknown]));
  }

  /** The resources of those of some stacks that are up. */
  public async holdings(names: readonly string[]): Promise<Holding[]> {
    const known = await this.names();
    const holdings: Holding[] = [];
    for (const stack of names.filter((each) => known.has(each))) {
      const resources = resourcesIn(await this.workspace.exportStack(stack));
      holdings.push({ stack, resources });
    }
    return holdings;
  }

  /** What the backend holds of each stack, in order of their names; secrets stay encrypted. */
  public async exports(): Promise<{ name: string; state: automation.Deployment }[]> {
    const states = [];
    for (const name of [...(await this.names())].sort()) {
      states.push({ name, state: await this.workspace.exportStack(name) });
    }
    return states;
  }

  public async names(): Promise<Set<string>> {
    return new Set((await this.workspace.listStacks()).map(({ name }) => name));
  }

  private gate(stack: string, { packSettings, withoutPack }: PreviewOptions) {
    const { policyPack } = this.project;
    return policyPack === undefined || withoutPack === true
      ? {}
      : {
          policyPacks: [policyPack],
          ...(packSettings && { policyPackConfigs: [packSettings(stack)] }),
        };
  }

  /** Takes protection off, by name, and tells what the stack will leave behind on purpose. */
  private async release(
    stack: automation.Stack,
    name: string,
    unprotect: (name: string) => Promise<void>,
  ): Promise<Held[]> {
    const resources = resourcesIn(await stack.exportStack());
    const guarded = resources.filter(({ protect }) => protect === true);
    const locked = guarded.filter(({ type }) => ownProtection.has(type));
    if (locked.length > 0) {
      say(`${name}: release deletion protection of ${locked.map(({ type }) => type).join(", ")}`);
      await stack.setConfig("groundwork:release", { value: "true" });
      await this.explained(name, (hooks) => stack.up(hooks));
    }
    if (guarded.length > 0) {
      say(`${name}: release protection of ${guarded.map(({ type }) => type).join(", ")}`);
      await unprotect(name);
    }
    return resources.filter(({ retainOnDelete }) => retainOnDelete === true);
  }

  private scores(up: readonly string[]): Score[] {
    const { organization } = this.project;
    if (organization === undefined) {
      return [];
    }
    const planned = planStacks(organization).map(({ name }) => name);
    return scorecard(organization, planned, up);
  }

  /** Runs one operation; its failure is what the engine's diagnostics said, and how to go on. */
  private async explained(
    name: string,
    operation: (hooks: Hooks) => Promise<unknown>,
  ): Promise<{
    readonly operations: automation.OpMap;
    readonly reports: readonly Reported[];
    readonly changes: readonly Change[];
  }> {
    let operations: automation.OpMap = {};
    const errors: string[] = [];
    const reports: Reported[] = [];
    const changes: Change[] = [];
    const onEvent = (event: automation.EngineEvent) => {
      operations = event.summaryEvent?.resourceChanges ?? operations;
      changes.push(...changesOf(event));
      errors.push(...errorsOf(event));
      reports.push(...reportsOf(event), ...mendingsOf(event));
    };
    this.interruption.check();
    try {
      await operation({ onEvent, signal: this.interruption.signal });
      return { operations, reports, changes };
    } catch (error) {
      const said = [...errors, ...reports.map(reportLine)];
      const why = said.length > 0 ? said : saidBy(error);
      const next = `Put it right and run \`${this.command}\` again; what is done stays done.`;
      const message = [`${name} failed:`, ...why, next].join("\n");
      const causes = errors.length > 0 || reports.length > 0 ? errors : why;
      throw new OperationError(message, causes, reports, changes, error);
    }
  }
}

function tally(changes: automation.OpMap): Pick<Brought, "resources" | "changed" | "operations"> {
  const resources = Object.entries(changes).reduce(
    (sum, [op, n]) => (op === "delete" ? sum : sum + n),
    0,
  );
  return { resources, changed: resources - (changes.same ?? 0), operations: changes };
}

type Counted = Pick<Brought, "resources" | "changed" | "policyFindings">;

const counted = ({ resources, changed, policyFindings }: Counted) =>
  `${resources} resources, ${changed} changed, ${policyFindings} policy findings`;

const told = (brought: Brought) => `${brought.name}: ${counted(brought)}, ${brought.seconds} s`;

function printScorecard(scores: readonly Score[]): void {
  for (const { capability, mode, state, evidence, missing, without } of scores) {
    const total = evidence.length + missing.length;
    const lacking = missing.length === 0 ? "" : `; missing: ${missing.join(", ")}`;
    const facts = `${state}, ${mode}, ${evidence.length} of ${total} stacks${lacking}`;
    console.log(`${capability}: ${facts}; without it ${without}`);
  }
}

/** Kinds that refuse to be deleted by a setting of their own, which their programs turn off for `release`. */
const ownProtection = new Set(["aws:eks/cluster:Cluster", "keycloak:index/realm:Realm"]);

const reportLine = ({ level, message }: Reported) => `${level}: ${message}`;

/** Seconds, to a tenth. */
const since = (begun: number) => Math.round((Date.now() - begun) / 100) / 10;

/** What the engine said before it could send events: in a CommandError, between two labels. */
function saidBy(error: unknown): string[] {
  const message = plain(error instanceof Error ? error.message : String(error));
  const [told = ""] = message.split("\n err?: ");
  const start = told.search(/^error: /m);
  return [start < 0 ? message : told.slice(start + "error: ".length).trim()];
}
