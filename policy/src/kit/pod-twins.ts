import { optional } from "./cel";
import { ownerLabel } from "./ownership";
import { customTemplates } from "./custom-pods";
import { podTypes, templateWays } from "./pods";
import { type LabelRequirement, type Named, notSystem } from "./twin";

/** The pod that an object is or makes. The longest way goes first: a shorter one may be part of it. */
export const podVariable: Named = {
  name: "pod",
  expression: [...new Set(templateWays.map((way) => way.join(".")))]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((way) => optional("object", way.split(".")))
    .reduceRight((rest, place) => (rest === "" ? place : `${place}.or(${rest})`), "")
    .concat(".orValue(object)"),
};

const rollout = "kubernetes:argoproj.io/v1alpha1:Rollout";

/** Kinds that a cluster judges: Kubernetes' own, and Rollouts. It judges the pods of all others when they are made. */
export const twinnedPodTypes: readonly string[] = podTypes.filter((type) => {
  const kind = type.replace(/Patch$/, "");
  return kind === rollout || !Object.hasOwn(customTemplates, kind);
});

/** The parts of any kind that hold pods; an annotation can loosen a pod as well. */
export const podParts = ["spec", "template", "metadata.annotations"];

/**
 * Namespaces whose pods come with the cluster or with the platform's own charts: agents of the nodes
 * need the host, and charts name images by tags. No team may write there, or label a namespace.
 */
export const sparedNamespaces: readonly LabelRequirement[] = [
  notSystem,
  { key: ownerLabel, operator: "NotIn", values: ["platform"] },
];
