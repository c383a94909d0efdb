import type { Node } from "./node";

/** The way to a place. `*` stands for each member of a list, `a/*` for each key that begins with `a/`. */
export type Way = readonly string[];

/** The places at the end of a way; an unknown value on the way stands for all below it. */
export function walk(node: Node, way: Way, from = 0): Node[] {
  const step = way[from];
  if (step === undefined || node.unknown) {
    return [node];
  }
  return stepped(node, step).flatMap((next) => walk(next, way, from + 1));
}

/** A way as a text with dots, for keys that have none. */
export const way = (text: string): Way => text.split(".");

function stepped(node: Node, step: string): Node[] {
  if (step === "*") {
    return node.items();
  }
  if (step.endsWith("/*")) {
    const start = step.slice(0, -1);
    const keys = node.keys().filter((key) => key.startsWith(start));
    return keys.map((key) => node.key(key));
  }
  return [node.key(step)];
}
