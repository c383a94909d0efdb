import type { PlannedStack } from "@groundwork-iac/platform/internal/derived/plan";

import { type Change, type Refreshed, refreshedOf, type Reported } from "./events";
import { explained, OperationError, packArgs, type RunOptions, tally } from "./operations";
import type { Place } from "./place";
import { stackNames } from "./reading";
import { selected } from "./selected";

/** The result of a preview, before the gate judges it. */
export interface Preview {
  readonly name: string;
  /** Number of resources, and of those that change; empty if the preview failed. */
  readonly counts: string;
  readonly reports: readonly Reported[];
  /** The engine's errors; empty if the preview went through. */
  readonly errors: readonly string[];
  readonly changes: readonly Change[];
  /** Missing stacks that the preview needs. */
  readonly absent: readonly string[];
  /** Resources with their outputs, if the preview refreshed them; one may be there several times. */
  readonly recorded?: readonly Refreshed[];
}

/** Previews stacks past the policy pack, each by itself; one that fails stops no other. */
export async function previewStacks<V>(
  place: Place,
  stacks: readonly PlannedStack[],
  options: RunOptions,
  judge: (preview: Preview) => V | Promise<V>,
): Promise<V[]> {
  const existing = await stackNames(place);
  const verdicts: V[] = [];
  for (const { name, after } of stacks) {
    const absent = [name, ...after].filter((other) => !existing.has(other));
    const nothing = { name, counts: "", reports: [], errors: [], changes: [], absent };
    verdicts.push(await judge(absent.length > 0 ? nothing : await previewOf(place, name, options)));
  }
  return verdicts;
}

/** Previews one stack; the result holds the engine's errors. */
export async function previewOf(place: Place, name: string, options: RunOptions): Promise<Preview> {
  const stack = await selected(name, place.workspace);
  const { refresh = false } = options;
  const recorded: Refreshed[] = [];
  try {
    const { operations, reports, changes } = await explained(
      place,
      name,
      (hooks) => stack.preview({ ...hooks, refresh, ...packArgs(place, name, options) }),
      (event) => recorded.push(...(refresh ? refreshedOf(event) : [])),
    );
    const { resources, changed } = tally(operations);
    const counts = `${resources} resources, ${changed} changed, `;
    return { name, counts, reports, errors: [], changes, absent: [], recorded };
  } catch (error) {
    if (!(error instanceof OperationError)) {
      throw error;
    }
    const { why, reports, changes } = error;
    return { name, counts: "", reports, errors: why, changes, absent: [] };
  }
}
