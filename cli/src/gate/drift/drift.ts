import type { Change, Preview } from "../../engine";
import { type Addition, additionsIn } from "./additions";

/** A difference between a resource that is up and its program. */
export interface Drift extends Change {
  /** Values of the live object that its program does not declare, which no preview of the engine shows. */
  readonly additions?: readonly Addition[];
}

/** Operation of a drift that the engine's preview does not show. */
const added = "add";

/** The changes of a preview that refreshed first, and what was added to the objects of clusters. */
export function driftOf({
  changes,
  recorded = [],
}: Pick<Preview, "changes" | "recorded">): Drift[] {
  const additions = additionsOf(recorded);
  const changed = changes.map((change): Drift => {
    const own = additions.get(change.urn);
    additions.delete(change.urn);
    return own === undefined ? change : { ...change, additions: own.additions };
  });
  const unseen = [...additions].map(([urn, { type, additions: own }]): Drift => {
    const properties = [...new Set(own.map(({ path }) => path))];
    const name = urn.split("::").at(-1) ?? "";
    return { op: added, type, name, urn, properties, additions: own };
  });
  return [...changed, ...unseen];
}

/** By URN, what the outputs hold beyond the inputs, in the state as it is and as it is after a refresh. */
function additionsOf(recorded: NonNullable<Preview["recorded"]>) {
  const declared = new Map(
    recorded.flatMap(({ urn, declared }) => (declared === undefined ? [] : [[urn, declared]])),
  );
  const found = new Map<string, { readonly type: string; readonly additions: Addition[] }>();
  for (const { type, urn, outputs } of recorded) {
    const { additions: known } = found.get(urn) ?? { additions: [] };
    const isKnown = (one: Addition) =>
      known.some(({ path, item }) => path === one.path && item === one.item);
    const more = additionsIn(type, declared.get(urn), outputs).filter((one) => !isKnown(one));
    if (more.length > 0) {
      found.set(urn, { type, additions: [...known, ...more] });
    }
  }
  return found;
}
