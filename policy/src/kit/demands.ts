import type { Context } from "./context";
import type { Node, Truth } from "./node";

interface Demand<T extends string | number | boolean> {
  readonly want: T;
  /** The provider's default. */
  readonly otherwise: T;
  /** Words that a finding may repeat. */
  readonly words?: readonly string[];
}

/** Reports a property with any value but the wanted one. */
export function demand<T extends string | number | boolean>(
  node: Node,
  path: string,
  ctx: Context,
  { want, otherwise, words = [] }: Demand<T>,
): void {
  const given = node.known<string | number | boolean>(path, otherwise);
  const place = node.at(path);
  if (!given.known) {
    ctx.unknown(place, String(want));
  } else if (given.value !== want) {
    const { value } = given;
    const isShown = typeof value !== "string" || words.includes(value);
    ctx.violation({ path: place.path, want: String(want), ...(isShown && { given: value }) });
  }
}

/** Reports a text that does not fulfil a predicate. */
export function demandText(
  node: Node,
  ctx: Context,
  want: string,
  isRight: (text: string) => boolean,
): void {
  const right = node.is(isRight);
  if (right === "unknown") {
    ctx.unknown(node, want);
  } else if (!right) {
    ctx.violation({ path: node.path, want });
  }
}

/** Reports a violation at the first place, or the last of the places that is not known. */
export function refuse(
  wrong: Truth,
  places: readonly [Node, ...Node[]],
  ctx: Context,
  want: string,
): void {
  const [first] = places;
  if (wrong === "unknown") {
    ctx.unknown(places.findLast((place) => place.firstUnknown()) ?? first, want);
  } else if (wrong) {
    ctx.violation({ path: first.path, want });
  }
}
