import { availableParallelism } from "node:os";

import type { automation } from "@pulumi/pulumi";

import { type Held, resourcesIn } from "./checkpoint";
import { say, since } from "./lines";
import { explained } from "./operations";
import type { Place } from "./place";
import { stackNames } from "./reading";
import { reversed, runInOrder, type Step } from "./schedule";
import { selected } from "./selected";

/** Kinds with a deletion protection of their own, which our programs turn off if `release` is set. */
const ownProtection = new Set(["aws:eks/cluster:Cluster", "keycloak:index/realm:Realm"]);

/**
 * Destroys stacks, each before the stacks that it reads.
 * @param remember Is given the retained resources of a stack before it is destroyed and forgets them.
 * @returns the resources that their declarations retain.
 */
export async function tearDown(
  place: Place,
  stacks: readonly Step[],
  remember: (retained: readonly Held[]) => void = () => undefined,
): Promise<Held[]> {
  const existing = await stackNames(place);
  const retained: Held[] = [];
  const present = stacks.filter(({ name }) => existing.has(name));
  await runInOrder(reversed(present), availableParallelism(), async (name) => {
    const begun = Date.now();
    const stack = await selected(name, place.workspace);
    const resources = resourcesIn(await stack.exportStack());
    await release(place, stack, resources);
    const kept = resources.filter(({ retainOnDelete }) => retainOnDelete === true);
    remember(kept);
    retained.push(...kept);
    await explained(place, name, (hooks) => stack.destroy(hooks));
    await place.workspace.removeStack(name);
    say(`${name}: destroyed, ${since(begun)} s (${place.name})`);
  });
  return retained;
}

/** Releases the protection of a stack's resources, and names their kinds. */
async function release(
  place: Place,
  stack: automation.Stack,
  resources: readonly Held[],
): Promise<void> {
  const { name } = stack;
  const guarded = resources.filter(({ protect }) => protect === true);
  const locked = guarded.filter(({ type }) => ownProtection.has(type));
  const listed = (some: readonly Held[]) => some.map(({ type }) => type).join(", ");
  if (locked.length > 0) {
    say(`${name}: release deletion protection of ${listed(locked)}`);
    await stack.setConfig("groundwork:release", { value: "true" });
    await explained(place, name, (hooks) => stack.up(hooks));
  }
  if (guarded.length > 0) {
    say(`${name}: release protection of ${listed(guarded)}`);
    await place.unprotect(name);
  }
}
