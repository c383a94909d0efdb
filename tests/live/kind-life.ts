import { expect } from "vitest";

import type { Bag } from "../../sandbox/src/cloud/store";
import type { LiveKind, LiveResource } from "../../sandbox/src/live/kinds/live-kind";

/** What happens to one resource of a kind in a test. */
export interface KindLife {
  readonly inputs: Bag;
  /** Changes it by hand, past the sandbox. */
  readonly spoil: (id: string) => Promise<unknown>;
  /** What `read` then shows otherwise; `undefined` is a property that is gone. */
  readonly drift: Bag;
  /** Another program's inputs, from which it also comes back. */
  readonly change: Bag;
  /** Its id, where that is not for the server to choose. */
  readonly id?: string;
  /** A delete only takes settings back: something is there to be read after it. */
  readonly stays?: boolean;
}

/** Leads a resource through everything that an engine does with it, and leaves nothing behind. */
export async function live(kind: LiveKind, life: KindLife): Promise<void> {
  const made = await kind.create(life.inputs);
  try {
    await lead(kind, made, life);
  } catch (error) {
    await kind.delete(made.id, life.inputs).catch(() => undefined);
    throw error;
  }
}

async function lead(
  kind: LiveKind,
  made: LiveResource,
  { inputs, spoil, drift, change, id, stays }: KindLife,
) {
  expect(made.id).toBe(id ?? made.id);
  expect(made.id).not.toBe("");
  expect(made.inputs, "what was made").toEqual(inputs);
  expect(made.state).toMatchObject({ ...inputs, id: made.id });

  const seen = async (given: Bag) => (await kind.read(made.id, given))?.inputs;
  expect(await seen(inputs), "nothing changed").toEqual(inputs);

  await spoil(made.id);
  const drifted = await seen(inputs);
  expect(drifted, "changed by hand").toEqual(defined({ ...inputs, ...drift }));
  await kind.update(made.id, inputs, drifted ?? {});
  expect(await seen(inputs), "repaired").toEqual(inputs);

  const other = defined({ ...inputs, ...change });
  expect((await kind.update(made.id, other, inputs)).inputs, "changed").toEqual(other);
  expect(await seen(other), "changed, and read").toEqual(other);
  await kind.update(made.id, inputs, other);
  expect(await seen(inputs), "changed back").toEqual(inputs);

  await kind.delete(made.id, inputs);
  if (stays !== true) {
    expect(await kind.read(made.id, inputs), "deleted").toBeUndefined();
  }
  await kind.delete(made.id, inputs);
}

function defined(inputs: Bag): Bag {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined));
}
