import { isDeepStrictEqual } from "node:util";

import { known } from "../../names";
import { explained } from "../operations";
import type { Place } from "../place";
import { withScratchFile } from "../scratch-file";
import { selected } from "../selected";
import { plannedIn } from "./planned";
import { adopted, type Answers, fateOf, judged, questionText, type Step } from "./fates";
import { checkReleasable, locksOf, locksToldIn } from "./lock";
import {
  completed,
  type Deployment,
  pendingIn,
  type Recorded,
  recordedIn,
  rooted,
} from "./pending";

/** Consents that go beyond the steps. */
export interface Consents {
  /** Machines whose runs have ended, though their locks are there. */
  readonly releaseLockOf?: readonly string[];
}

export interface Recovery {
  readonly stack: string;
  readonly steps: readonly Step[];
  /** The resources that are taken over, as the engine notes them, by URN. */
  readonly resources: ReadonlyMap<string, Recorded>;
  /** The state that the steps are for. */
  readonly state: Deployment;
}

/**
 * Says what a stack needs whose last run was killed, and changes nothing.
 * @throws UnknownKeyError when an answer names a resource that no such run was making.
 */
export async function foreseeRecovery(
  place: Place,
  stack: string,
  answers: Answers = {},
): Promise<Recovery> {
  const state = await stateOf(place, stack);
  const pending = pendingIn(state);
  const noted = new Map(pending.map(({ resource }) => [resource.urn, resource]));
  const planned = answers.existing === true ? await plannedIn(place, stack) : [];
  const more = planned.filter(({ urn }) => !noted.has(urn));
  const creating = pending.filter(({ type }) => type === "creating");
  const candidates = [...creating.map(({ resource }) => resource), ...more];
  const resources = new Map(candidates.map((resource) => [resource.urn, resource]));
  checkAnswers(answers, [...resources.keys()]);
  const recorded = recordedIn(state);
  const locks = await locksOf(place, stack);
  const fates = pending.map(({ type, resource }): Step => {
    const { urn } = resource;
    switch (type) {
      case "creating":
        return fateOf(place, resource, recorded, answers);
      case "updating":
      case "deleting":
        return { step: "read", urn, operation: type };
      default:
        return { step: "forget", urn, operation: type };
    }
  });
  const found = more
    .map((resource) => fateOf(place, resource, recorded, answers))
    .filter(({ step }) => step === "adopt");
  const judgedSteps = await judged(place, stack, state, resources, [...fates, ...found]);
  // Of what the program would make, there is nothing to forget.
  const work = judgedSteps.filter((step) => step.step !== "forget" || noted.has(step.urn));
  const releases = locks?.map((lock): Step => ({ step: "release", ...lock }));
  const steps = [...(releases ?? [{ step: "try-lock" as const }]), ...work];
  const isClean = steps.every(({ step }) => step === "try-lock");
  return { stack, steps: isClean ? steps : [...steps, { step: "refresh" }], resources, state };
}

/**
 * Takes the steps.
 * @returns whether there was anything to do: a backend that tells no locks shows it only now.
 * @throws Error that says why it can't: a run that is alive or may be, or an open question.
 */
export async function recover(
  place: Place,
  recovery: Recovery,
  { releaseLockOf = [] }: Consents = {},
): Promise<boolean> {
  const { stack, steps, state } = recovery;
  const held = steps.filter((step) => step.step === "release");
  checkReleasable(stack, held, releaseLockOf);
  for (const step of steps) {
    if (step.step === "ask") {
      throw new Error(questionText(stack, step.urn, step));
    }
  }
  if (steps.length === 0) {
    return false;
  }
  if (held.length > 0) {
    const now = await locksOf(place, stack);
    checkSame(
      stack,
      now?.map((lock) => ({ step: "release", ...lock })),
      held,
    );
    checkSame(stack, await stateOf(place, stack), state);
    await place.pulumi("cancel", stack, "--yes");
  }
  checkSame(stack, await stateOf(place, stack), state);
  const wasLocked = await written(place, recovery, releaseLockOf);
  const isIdle = steps.every(({ step }) => step === "try-lock");
  if (isIdle && !wasLocked) {
    return false;
  }
  const chosen = await selected(stack, place.workspace);
  await explained(place, stack, (hooks) => chosen.refresh(hooks));
  return true;
}

function checkSame(stack: string, now: unknown, foreseen: unknown): void {
  if (!isDeepStrictEqual(now, foreseen)) {
    throw new Error(
      `${stack} has changed meanwhile, so another run of it is alive; run this again`,
    );
  }
}

/**
 * Writes the completed state, for which the engine takes the stack's lock.
 * @returns whether another one was there, which nothing told before.
 */
async function written(
  place: Place,
  { stack, steps, resources, state }: Recovery,
  releaseLockOf: readonly string[],
): Promise<boolean> {
  const whole = rooted(adopted(steps, resources), resources, recordedIn(state));
  return withScratchFile(completed(state, whole), async (file) => {
    const write = () => place.pulumi("stack", "import", "--file", file, "--stack", stack);
    try {
      await write();
      return false;
    } catch (error) {
      const locks = locksToldIn(error instanceof Error ? error.message : String(error));
      if (locks.length === 0) {
        throw error;
      }
      checkReleasable(stack, locks, releaseLockOf);
    }
    checkSame(stack, await stateOf(place, stack), state);
    await place.pulumi("cancel", stack, "--yes");
    checkSame(stack, await stateOf(place, stack), state);
    await write();
    return true;
  });
}

function checkAnswers({ found, absent }: Answers, creating: readonly string[]): void {
  const named = [...(found?.keys() ?? []), ...(absent ?? [])];
  named.forEach((urn) =>
    known("--found and --absent: resources that the killed run was making", creating, urn),
  );
}

async function stateOf({ pulumi }: Pick<Place, "pulumi">, stack: string): Promise<Deployment> {
  return JSON.parse(await pulumi("stack", "export", "--stack", stack)) as Deployment;
}
