import type { Context } from "./context";
import type { Node, Truth } from "./node";

/**
 * Reports what is wrong at a place, or that it is not known whether anything is.
 * @param others Further places on which it depends.
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
