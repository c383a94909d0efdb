import type { Judged } from "../rule";
import type { Node } from "./node";
import { walk, type Way, way } from "./walk";

/** Kinds that hold a pod or a template of one, and where they hold it. */
const places: Readonly<Record<string, Way>> = {
  "kubernetes:core/v1:Pod": [],
  "kubernetes:core/v1:PodTemplate": way("template"),
  "kubernetes:core/v1:ReplicationController": way("spec.template"),
  "kubernetes:apps/v1:Deployment": way("spec.template"),
  "kubernetes:apps/v1:StatefulSet": way("spec.template"),
  "kubernetes:apps/v1:DaemonSet": way("spec.template"),
  "kubernetes:apps/v1:ReplicaSet": way("spec.template"),
  "kubernetes:batch/v1:Job": way("spec.template"),
  "kubernetes:batch/v1:CronJob": way("spec.jobTemplate.spec.template"),
};

/** Keys under which a pod's spec lists containers. */
export const containerLists = ["containers", "initContainers", "ephemeralContainers"] as const;

export const pod = "kubernetes:core/v1:Pod";

/** Every type with a pod in it; a patch of a kind says of a pod what it changes. */
export const podTypes: readonly [string, ...string[]] = [
  pod,
  ...Object.keys(places).filter((type) => type !== pod),
  ...Object.keys(places).map((type) => `${type}Patch`),
];

/** The pod that a resource is or makes. */
export function podOf(resource: Judged): Node {
  const place = places[resource.type.replace(/Patch$/, "")] ?? [];
  return walk(resource, place)[0] ?? resource;
}

/** The properties of a resource of a type that makes such a pod. */
export function holding(type: string, example: object): object {
  const place = places[type.replace(/Patch$/, "")] ?? [];
  return place.reduceRight<object>((inner, step) => ({ [step]: inner }), example);
}
