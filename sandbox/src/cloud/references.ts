import { factsFor } from "./facts";
import type { KindFacts, Reference } from "./facts/kind-facts";
import type { Bag, Stored } from "./store";
import { at } from "./values";

function namesAt(inputs: Bag, path: string): string[] {
  const value = at(inputs, path);
  return (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === "string");
}

/** Whether `inputs` mean `other` when they name `name`. */
function means(inputs: Bag, name: string, other: Stored, reference: Reference): boolean {
  const { token, by = ["id"], within = [] } = reference;
  return (
    other.token === token &&
    by.some((property) => name === (property === "id" ? other.id : at(other.state, property))) &&
    within.every((property) => at(inputs, property) === at(other.inputs, property))
  );
}

/** The references in `inputs` to missing resources. */
export function dangling(facts: KindFacts, inputs: Bag, held: readonly Stored[]): string[] {
  return Object.entries(facts.references ?? {}).flatMap(([path, reference]) => {
    const there = (name: string) => held.some((other) => means(inputs, name, other, reference));
    return namesAt(inputs, path)
      .filter((name) => !reference.except?.test(name) && !there(name))
      .map((name) => `${reference.code}: ${path} ${name} does not exist`);
  });
}

/** Whether the key of `inputs` is taken. */
export function duplicates(
  { unique }: KindFacts,
  inputs: Bag,
  rivals: readonly Stored[],
): string[] {
  const key = unique?.key(inputs);
  const twin = rivals.find((r) => unique?.key(r.inputs) === key);
  return unique === undefined || key === undefined || twin === undefined
    ? []
    : [`${unique.code}: ${key} is taken by ${twin.id}`];
}

export function refersTo(other: Stored, self: Stored): boolean {
  return referencesTo(other, self).length > 0;
}

/** Whether a delete of `self` takes `other` along, as that of a namespace takes its content. */
export function goesWith(other: Stored, self: Stored): boolean {
  return referencesTo(other, self).every(({ onDelete }) => onDelete === "cascade");
}

function referencesTo(other: Stored, self: Stored): Reference[] {
  return Object.entries(factsFor(other.token)?.references ?? {})
    .filter(([path, reference]) =>
      namesAt(other.inputs, path).some((name) => means(other.inputs, name, self, reference)),
    )
    .map(([, reference]) => reference);
}
