import { planStacks } from "@groundwork-iac/platform/internal/derived/plan";
import type { Sandbox } from "@groundwork-iac/sandbox";

import {
  foreseeRecovery,
  type Lock,
  type Place,
  placeOf,
  type PlaceOptions,
  questionText,
  recover,
  type Recovery,
  say,
  stackNames,
  type Step,
} from "../engine";
import { UsageError } from "../failures";
import { known, knownUp } from "../names";
import { type Project, readProject } from "../project";

export interface RecoverOptions extends PlaceOptions {
  /** Take the steps, not only say them. */
  readonly yes?: boolean;
  readonly json?: boolean;
  /** `<urn>=<id>` of resources that someone has looked up. */
  readonly found?: readonly string[];
  /** URNs of resources that someone has looked for in vain. */
  readonly absent?: readonly string[];
  /** Look, too, for resources that the program would make. */
  readonly existing?: boolean;
  /** Machines whose runs have ended, though their locks are there. */
  readonly releaseLockOf?: readonly string[];
}

/**
 * Says what a stack needs whose last run was killed and, with consent, does it.
 * @throws UnknownKeyError when there is no such stack.
 */
export async function recoverStack(
  root: string,
  stack: string,
  {
    yes = false,
    json = false,
    found = [],
    absent = [],
    existing = false,
    releaseLockOf = [],
    ...options
  }: RecoverOptions,
): Promise<void> {
  const project = readProject(root);
  const declared = declaredIn(project);
  const place = await placeOf(project, "recover", options).catch((error: unknown) => {
    // Where nothing can be up, a stack is known by its declaration alone.
    if (declared.length > 0) {
      known("stack", declared, stack);
    }
    throw error;
  });
  const recorded = await stackNames(place);
  if (!recorded.has(stack) && declared.includes(stack)) {
    // Its first run was killed before anything was recorded.
    console.log(
      json
        ? JSON.stringify({ stack, steps: [], done: yes }, undefined, 2)
        : `${stack}: nothing of it is recorded; nothing to recover`,
    );
    return;
  }
  knownUp(recorded, [stack]);
  const answers = { found: new Map(found.map(answered)), absent: new Set(absent), existing };
  const recovery = await foreseeRecovery(place, stack, answers);
  if (!json) {
    recoveryLines(recovery).forEach((line) => {
      console.log(line);
    });
  }
  const isDone = yes && (await recover(place, recovery, { releaseLockOf }));
  if (json) {
    const { steps } = recovery;
    console.log(JSON.stringify({ stack, steps, done: yes }, undefined, 2));
  } else if (isDone) {
    const next = options.sandbox === true ? `groundwork sandbox up ${stack}` : "groundwork up";
    console.log(`${stack}: recovered; \`${next}\` goes on`);
  } else if (yes && recovery.steps.length > 0) {
    console.log(idleLine(stack));
  }
}

const declaredIn = ({ organization }: Project): readonly string[] =>
  organization === undefined ? [] : planStacks(organization).map(({ name }) => name);

/**
 * Does what each stack of a sandbox needs whose last run was killed, and says every step. Live servers
 * are mended before, where they start.
 */
export async function recoverInterrupted(place: Place, sandbox: Sandbox): Promise<void> {
  if (sandbox.live.isWanted) {
    return;
  }
  const { pending, orphaned } = sandbox.interrupted();
  const names = await namesOf(place, [...new Set([...pending, ...orphaned])]);
  for (const stack of names) {
    const existing = orphaned.includes(stack) && !pending.includes(stack);
    const recovery = await foreseeRecovery(place, stack, { existing });
    recoveryLines(recovery).forEach(say);
    await recover(place, recovery);
  }
  // What no program declares any more; in a real account, people remove it.
  sandbox.removeOrphans(say);
}

/** Those of the stacks that there are; asking the engine takes time. */
async function namesOf(place: Place, stacks: readonly string[]): Promise<readonly string[]> {
  const existing = stacks.length === 0 ? new Set<string>() : await stackNames(place);
  return stacks.filter((stack) => existing.has(stack));
}

function answered(text: string): [string, string] {
  const at = text.indexOf("=");
  if (!text.startsWith("urn:pulumi:") || at < 0 || at === text.length - 1) {
    throw new UsageError(`--found: want URN=ID, got ${JSON.stringify(text)}`);
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

const idleLine = (stack: string) => `${stack}: no run of it was killed; nothing to recover`;

/** The steps in words. */
function recoveryLines({ stack, steps }: Recovery): string[] {
  return steps.length === 0
    ? [idleLine(stack)]
    : steps.map((step, index) => `${stack}: ${index + 1}. ${lineOf(stack, step)}`);
}

function lineOf(stack: string, step: Step): string {
  switch (step.step) {
    case "release":
      return `release the lock of ${step.owner}, held since ${step.since}${doubtOf(step)}`;
    case "try-lock":
      return "release the lock of a run that has died, if there is one, and refresh; this backend tells it only with --yes";
    case "adopt":
      return `take over ${step.urn} as ${step.id}${step.because === undefined ? "" : `, ${step.because}`}`;
    case "forget":
      return `forget ${step.operation} ${step.urn}, which took no effect`;
    case "remake":
      return `leave ${step.urn} to the next run, which takes over what is there`;
    case "read":
      return `read ${step.urn}, whose run died ${step.operation} it`;
    case "ask":
      return `ask: ${questionText(stack, step.urn, step)}`;
    case "refresh":
      return "refresh, so that the state says what is there";
  }
}

/** What keeps a lock from being released. */
function doubtOf({ isAlive, isDead, host }: Lock): string {
  if (isAlive) {
    return ", which is alive";
  }
  return isDead ? "" : `, which may be alive: if it has ended, add --release-lock-of ${host}`;
}
