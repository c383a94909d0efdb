/** Every type with a pod in it, but for the patches of them. */
const kinds = [
  "kubernetes:core/v1:Pod",
  "kubernetes:core/v1:PodTemplate",
  "kubernetes:core/v1:ReplicationController",
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:apps/v1:ReplicaSet",
  "kubernetes:batch/v1:Job",
  "kubernetes:batch/v1:CronJob",
];

/** The properties of a resource of a type that makes such a pod. */
export function holding(type: string, pod: object): object {
  switch (
    type
      .replace(/Patch$/, "")
      .split(":")
      .at(-1)
  ) {
    case "Pod":
      return pod;
    case "PodTemplate":
      return { template: pod };
    case "CronJob":
      return { spec: { jobTemplate: { spec: { template: pod } } } };
    default:
      return { spec: { template: pod } };
  }
}

/** A pod in each type. */
export const inEach = (pod: object) =>
  [...kinds, ...kinds.map((kind) => `${kind}Patch`)].map((type) => ({
    type,
    props: holding(type, pod),
  }));
