import type { Node } from "./node";
import { customTemplates } from "./custom-pods";
import { walk, type Way, way } from "./walk";

/** Kubernetes' own kinds that hold a pod template, with the way to it. */
const templates: Readonly<Record<string, Way>> = {
  "kubernetes:core/v1:PodTemplate": way("template"),
  "kubernetes:core/v1:ReplicationController": way("spec.template"),
  "kubernetes:apps/v1:Deployment": way("spec.template"),
  "kubernetes:apps/v1:StatefulSet": way("spec.template"),
  "kubernetes:apps/v1:DaemonSet": way("spec.template"),
  "kubernetes:apps/v1:ReplicaSet": way("spec.template"),
  "kubernetes:batch/v1:Job": way("spec.template"),
  "kubernetes:batch/v1:CronJob": way("spec.jobTemplate.spec.template"),
};

/** The ways to a pod template, in any of them. */
export const templateWays: readonly Way[] = Object.values(templates);

/** Keys under which a pod's spec lists containers. */
export const containerLists = ["containers", "initContainers", "ephemeralContainers"] as const;

const pod = "kubernetes:core/v1:Pod";
const makers = [...Object.keys(templates), ...Object.keys(customTemplates)];

/** Every type with a pod in it; a patch of a kind holds the changed part of a pod. */
export const podTypes: readonly [string, ...string[]] = [
  pod,
  ...makers,
  ...[pod, ...makers].map((type) => `${type}Patch`),
];

/** The pods that a resource is or makes. */
export const podsOf = (resource: Node & { readonly type: string }): Node[] =>
  placesOf(resource.type).flatMap((place) => walk(resource, place));

function placesOf(type: string): readonly Way[] {
  const kind = type.replace(/Patch$/, "");
  return customTemplates[kind] ?? [templates[kind] ?? []];
}
