import type { Outcome } from "./counting.mts";
import type { Task } from "./task.mts";

/**
 * Runs tasks side by side, first come, first served, as long as the sum of their widths fits. A
 * task that is not ready lets later ones go first.
 * @param room Number of processors that the tasks may use.
 */
export async function sideBySide(tasks: readonly Task[], room: number): Promise<Outcome[]> {
  const waiting = [...tasks];
  const ready = new Set<Task>();
  const running = new Map<Task, Promise<void>>();
  const outcomes: Outcome[] = [];
  let broken: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;

  for (const task of tasks) {
    (task.ready ?? Promise.resolve()).then(
      () => {
        ready.add(task);
        wake();
      },
      (error: unknown) => {
        broken ??= { error };
        wake();
      },
    );
  }
  while ((waiting.length > 0 && broken === undefined) || running.size > 0) {
    const changed = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const busy = [...running.keys()].reduce((sum, { width }) => sum + width, 0);
    const next =
      broken === undefined
        ? waiting.find((task) => ready.has(task) && (busy === 0 || busy + task.width <= room))
        : undefined;
    if (next === undefined) {
      await changed;
      continue;
    }
    waiting.splice(waiting.indexOf(next), 1);
    const finished = next
      .run()
      .then(
        (outcome) => {
          outcomes.push(outcome);
        },
        (error: unknown) => {
          broken ??= { error };
        },
      )
      .then(() => {
        running.delete(next);
        wake();
      });
    running.set(next, finished);
  }
  if (broken !== undefined) {
    throw broken.error;
  }
  return outcomes;
}
