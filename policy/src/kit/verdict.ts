import type { Context } from "./context";
import type { Node, Truth } from "./node";

/**
 * Reports a violation at a place, or the first of the places that is not known.
 * @param others Further places on which the answer depends.
 */
export function verdict(
  ctx: Context,
  wrong: Truth,
  want: string,
  place: Node,
  ...others: readonly Node[]
): void {
  if (wrong === "unknown") {
    ctx.unknown([place, ...others].find((node) => node.firstUnknown()) ?? place, want);
  } else if (wrong) {
    ctx.violation({ path: place.path, want });
  }
}
