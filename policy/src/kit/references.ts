import { type Index, topOf } from "./index-of-stack";
import type { Judged } from "./judged";
import { anyOf, type Node, type Truth } from "./node";

/** A resource, and the place of the name or id by which others refer to it. */
export interface Target {
  readonly resource: Judged;
  readonly name: Node;
}

/** Targets that others refer to by one property. */
export function targets(resources: readonly Judged[], path: string): Target[] {
  return resources.map((resource) => ({ resource, name: resource.at(path) }));
}

/** Whether a value is a target's name; if that is not known yet, whether it comes from the target. */
export function names(index: Index, from: Judged, value: Node, { resource, name }: Target): Truth {
  if (!value.unknown && !name.unknown) {
    return value.text !== "" && value.text === name.text;
  }
  const sources = index.sources(from, topOf(value.path), resource.type);
  if (sources.length === 0) {
    return "unknown";
  }
  return sources.includes(resource) && (sources.length === 1 || "unknown");
}

/** Whether a value is the name of any of the targets, even if it is not known of which. */
export function namesAny(
  index: Index,
  from: Judged,
  value: Node,
  candidates: readonly Target[],
): Truth {
  const comes = candidates.some(
    ({ resource }) => index.source(from, topOf(value.path), resource.type) === resource,
  );
  return (
    (value.unknown !== undefined && comes) ||
    anyOf(candidates.map((candidate) => names(index, from, value, candidate)))
  );
}
