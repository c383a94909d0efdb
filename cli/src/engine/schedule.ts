/** A piece of work that waits for others. */
export interface Step {
  readonly name: string;
  readonly after: readonly string[];
}

/**
 * Runs every step after the steps that it waits for, up to `parallel` at once. After a failure no
 * new step starts, and it waits for the running ones.
 * @throws the first failure.
 */
export async function runInOrder(
  steps: readonly Step[],
  parallel: number,
  run: (name: string) => Promise<void>,
): Promise<void> {
  const waiting = new Map(steps.map((step) => [step.name, step]));
  const done = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  const chosen = new Set(waiting.keys());
  const isReady = ({ after }: Step) => after.every((name) => done.has(name) || !chosen.has(name));

  for (;;) {
    const ready = failures.length > 0 ? [] : [...waiting.values()].filter(isReady);
    for (const { name } of ready.slice(0, parallel - running.size)) {
      waiting.delete(name);
      const finished = run(name)
        .then(() => done.add(name))
        .catch((error: unknown) => failures.push(error))
        .then(() => {
          running.delete(name);
        });
      running.set(name, finished);
    }
    if (running.size === 0) {
      break;
    }
    await Promise.race(running.values());
  }
  if (failures.length > 0) {
    throw failures[0];
  }
  if (waiting.size > 0) {
    throw new Error(`these wait for each other: ${[...waiting.keys()].join(", ")}`);
  }
}

/** The same steps in reverse: each waits for the steps that waited for it. */
export function reversed(steps: readonly Step[]): Step[] {
  return steps.map(({ name }) => ({
    name,
    after: steps.filter(({ after }) => after.includes(name)).map((step) => step.name),
  }));
}
