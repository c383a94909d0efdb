import type { automation } from "@pulumi/pulumi";

import { type Held, maskedOutputs, resourcesIn } from "./checkpoint";
import type { Place } from "./place";

type Backend = Pick<Place, "workspace">;

/** A stack with its resources. */
export interface Holding {
  readonly stack: string;
  readonly resources: readonly Held[];
}

/** A stack for people: the number of its resources, and its outputs with secrets masked. */
export interface Described {
  readonly name: string;
  readonly resources: number;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The names of all stacks that the backend holds. */
export async function stackNames({ workspace }: Backend): Promise<Set<string>> {
  return new Set((await workspace.listStacks()).map(({ name }) => name));
}

/** The recorded state of every stack, in order of their names; secrets stay encrypted. */
export async function exportedStates(
  backend: Backend,
): Promise<{ readonly name: string; readonly state: automation.Deployment }[]> {
  const states = [];
  for (const name of [...(await stackNames(backend))].sort()) {
    states.push({ name, state: await backend.workspace.exportStack(name) });
  }
  return states;
}

/** Every stack for people, in order of their names. */
export async function describedStacks(backend: Backend): Promise<Described[]> {
  return (await exportedStates(backend)).map(({ name, state }) => {
    const resources = resourcesIn(state);
    return { name, resources: resources.length, outputs: maskedOutputs(resources) };
  });
}

/** The resources of some stacks; empty for a stack that is not up. */
export async function holdingsOf(backend: Backend, names: readonly string[]): Promise<Holding[]> {
  const existing = await stackNames(backend);
  const holdings: Holding[] = [];
  for (const stack of names.filter((name) => existing.has(name))) {
    const resources = resourcesIn(await backend.workspace.exportStack(stack));
    holdings.push({ stack, resources });
  }
  return holdings;
}

/** Outputs of a stack; empty if there is no such stack. */
export async function outputsOf(backend: Backend, name: string): Promise<Record<string, unknown>> {
  if (!(await stackNames(backend)).has(name)) {
    return {};
  }
  const outputs = Object.entries(await backend.workspace.stackOutputs(name));
  return Object.fromEntries(outputs.map(([key, { value }]) => [key, value as unknown]));
}
