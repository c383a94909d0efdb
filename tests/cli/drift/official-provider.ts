import { isDeepStrictEqual } from "node:util";

import type { Bag } from "../../../sandbox/src/cloud/store";
import { isBag } from "../../../sandbox/src/cloud/values";

/**
 * The inputs that the official provider records of a live object at a refresh: cut to the shape of the
 * inputs before, lists to their length.
 * https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/util.go, pruneMap and pruneSlice
 */
function refreshed(live: unknown, inputs: unknown): unknown {
  if (isBag(live) && isBag(inputs)) {
    const kept = Object.entries(live).filter(([key]) => Object.hasOwn(inputs, key));
    return Object.fromEntries(kept.map(([key, value]) => [key, refreshed(value, inputs[key])]));
  }
  if (Array.isArray(live) && Array.isArray(inputs)) {
    const [first, wanted] = [live[0], inputs[0]] as unknown[];
    const isOtherType = inputs.length > 0 && live.length > 0 && kindOf(first) !== kindOf(wanted);
    return isOtherType
      ? live
      : live.slice(0, inputs.length).map((item, at) => refreshed(item, inputs[at]));
  }
  return live;
}

/** Whether a preview by the official provider shows a change of an object that is as given. */
export const isSeenByOfficial = (live: Bag, inputs: Bag): boolean =>
  !isDeepStrictEqual(refreshed(live, inputs), inputs);

const kindOf = (value: unknown) =>
  isBag(value) ? "map" : Array.isArray(value) ? "list" : typeof value;
