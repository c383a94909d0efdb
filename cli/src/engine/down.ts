import { availableParallelism } from "node:os";

import type { automation } from "@pulumi/pulumi";

import { type Held, resourcesIn } from "./checkpoint";
import { counted, say, since } from "./lines";
import { explained } from "./operations";
import type { Place } from "./place";
import { stackNames } from "./reading";
import { reversed, runInOrder, type Step } from "./schedule";
import { selected } from "./selected";

/** Kinds with a deletion protection of their own, which our programs turn off if `release` is set. */
const ownProtection = new Set(["aws:eks/cluster:Cluster", "keycloak:index/realm:Realm"]);

export interface TearDownOptions {
  /** Forget retained resources too, so that their owner can remove them. */
  readonly purge?: boolean;
  /** Ids of resources that stay as if their declarations retained them. */
  readonly keep?: ReadonlySet<string>;
  /** Is given the retained resources of a stack before it is destroyed. */
  readonly remember?: (retained: readonly Held[]) => void;
}

/**
 * Destroys stacks, each before the stacks that it reads. Resources that their declarations retain stay
 * in the state, protected, with all that they stand on: the next `up` goes on with them.
 * @returns the resources that their declarations retain.
 */
export async function tearDown(
  place: Place,
  stacks: readonly Step[],
  { purge = false, keep = new Set(), remember = () => undefined }: TearDownOptions = {},
): Promise<Held[]> {
  const existing = await stackNames(place);
  const retained: Held[] = [];
  const present = stacks.filter(({ name }) => existing.has(name));
  await runInOrder(reversed(present), availableParallelism(), async (name) => {
    const begun = Date.now();
    const stack = await selected(name, place.workspace);
    const resources = resourcesIn(await stack.exportStack());
    const kept = resources.filter((held) => isRetained(held) || isKept(held, keep));
    remember(kept);
    retained.push(...kept);
    const staying = purge ? [] : kept;
    const wasReleased = await release(place, stack, resources, staying);
    const excludeProtected = staying.length > 0;
    await explained(place, name, (hooks) => stack.destroy({ excludeProtected, ...hooks }));
    if (staying.length > 0) {
      if (wasReleased) {
        await stack.removeConfig(releasing);
      }
      say(
        `${name}: destroyed but for ${counted(staying.length, "retained resource")} (${place.name})`,
      );
    } else {
      await place.workspace.removeStack(name);
      say(`${name}: destroyed, ${since(begun)} s (${place.name})`);
    }
  });
  return retained;
}

const releasing = "groundwork:release";

const isRetained = ({ retainOnDelete, custom, id }: Held) =>
  retainOnDelete === true && custom !== false && id !== undefined;

/** The parts of a bucket have its id, so they stay with it. */
const isKept = ({ id }: Held, keep: ReadonlySet<string>) => id !== undefined && keep.has(id);

/**
 * Releases the protection of a stack's resources but for the staying ones, and names their kinds.
 * @returns whether it has told the program to release protections of its own.
 */
async function release(
  place: Place,
  stack: automation.Stack,
  resources: readonly Held[],
  staying: readonly Held[],
): Promise<boolean> {
  const { name } = stack;
  const protectedOnes = resources.filter(({ protect }) => protect === true);
  const guarded = protectedOnes.filter((held) => !staying.includes(held));
  const exposed = staying.filter((held) => !protectedOnes.includes(held));
  const locked = guarded.filter(({ type }) => ownProtection.has(type));
  const listed = (some: readonly Held[]) => some.map(({ type }) => type).join(", ");
  const mark = (verb: string, some: readonly Held[]) =>
    place.pulumi("state", verb, ...some.map(({ urn }) => urn), "--yes", "--stack", name);
  if (locked.length > 0) {
    say(`${name}: release deletion protection of ${listed(locked)}`);
    await stack.setConfig(releasing, { value: "true" });
    await explained(place, name, (hooks) => stack.up(hooks));
  }
  if (exposed.length > 0) {
    await mark("protect", exposed);
  }
  if (guarded.length > 0) {
    say(`${name}: release protection of ${listed(guarded)}`);
    await mark("unprotect", guarded);
  }
  return locked.length > 0;
}
