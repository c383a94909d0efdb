import type { Failure } from "../../check";
import type { Bag } from "../../store";
import { at } from "../../values";
import type { View } from "../kind-facts";
import type { ChartFacts } from "./index";

/** Where a chart says how many copies want a node each, and what they ask for if nothing is said. */
interface Sized {
  /** Parts whose copies want a node each, unless `<part>.affinity` says otherwise. */
  readonly apart: Readonly<Record<string, number>>;
  /** Caches, with the memory that they allocate, in MiB; their pods request a fifth more. */
  readonly caches: Readonly<Record<string, number>>;
}

const sized: Readonly<Record<string, Sized>> = {
  // https://github.com/grafana-community/helm-charts/blob/loki-18.11.0/charts/loki/values.yaml
  loki: {
    apart: { read: 3, write: 3, backend: 3 },
    caches: { chunksCache: 8192, resultsCache: 1024 },
  },
};

/** Copies that want more nodes than the cluster is sure to have, and pods that fit no node. */
export function tooLarge({ chart }: ChartFacts, inputs: Bag, nodes: View["nodes"]): Failure[] {
  const parts = Object.hasOwn(sized, chart) ? sized[chart] : undefined;
  const there = parts === undefined ? undefined : nodes();
  if (parts === undefined || there === undefined) {
    return [];
  }
  const { count, largestMiB } = there;
  const crowded = Object.entries(parts.apart).flatMap(([part, usual]) => {
    const copies = at(inputs, `values.${part}.replicas`) ?? usual;
    const isFree = at(inputs, `values.${part}.affinity`) !== undefined;
    return isFree || typeof copies !== "number" || copies <= count
      ? []
      : [
          {
            property: `values.${part}.replicas`,
            reason: `want ${count} or fewer, the nodes that the cluster is sure to have, since each copy wants a node of its own, got ${copies}`,
          },
        ];
  });
  const heavy = Object.entries(parts.caches).flatMap(([part, usual]) => {
    const allocated = at(inputs, `values.${part}.allocatedMemory`) ?? usual;
    const isOff = at(inputs, `values.${part}.enabled`) === false;
    const requested = typeof allocated === "number" ? Math.floor(allocated * 1.2) : 0;
    return isOff || largestMiB === undefined || requested < largestMiB
      ? []
      : [
          {
            property: `values.${part}.allocatedMemory`,
            reason: `want a cache whose pod, which requests a fifth more, fits a node of ${largestMiB} MiB, got ${JSON.stringify(allocated)}`,
          },
        ];
  });
  return [...crowded, ...heavy];
}
