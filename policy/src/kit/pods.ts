import type { Node } from "./node";
import { walk, type Way, way } from "./walk";

/** Kinds that hold a pod template, with the way to it. */
const templates: Readonly<Record<string, Way>> = {
  "kubernetes:core/v1:PodTemplate": way("template"),
  "kubernetes:core/v1:ReplicationController": way("spec.template"),
  "kubernetes:apps/v1:Deployment": way("spec.template"),
  "kubernetes:apps/v1:StatefulSet": way("spec.template"),
  "kubernetes:apps/v1:DaemonSet": way("spec.template"),
  "kubernetes:apps/v1:ReplicaSet": way("spec.template"),
  "kubernetes:argoproj.io/v1alpha1:Rollout": way("spec.template"),
  "kubernetes:batch/v1:Job": way("spec.template"),
  "kubernetes:batch/v1:CronJob": way("spec.jobTemplate.spec.template"),
};

/** The ways to a pod template, in any kind. */
export const templateWays: readonly Way[] = Object.values(templates);

/** Keys under which a pod's spec lists containers. */
export const containerLists = ["containers", "initContainers", "ephemeralContainers"] as const;

const pod = "kubernetes:core/v1:Pod";

/** Every type with a pod in it; a patch of a kind holds the changed part of a pod. */
export const podTypes: readonly [string, ...string[]] = [
  pod,
  ...Object.keys(templates),
  ...[pod, ...Object.keys(templates)].map((type) => `${type}Patch`),
];

/** The pod that a resource is or makes. */
export const podsOf = (resource: Node & { readonly type: string }): Node[] =>
  walk(resource, placeOf(resource.type));

const placeOf = (type: string): Way => templates[type.replace("Patch", "")] ?? [];
