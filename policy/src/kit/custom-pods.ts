import { type Way, way } from "./walk";

const ray = (place: string) =>
  ["headGroupSpec.template", "workerGroupSpecs.*.template"].map((group) => `${place}.${group}`);

/** Kinds of others that hold whole pod templates, by group, version and kind. */
const places: Readonly<Record<string, readonly string[]>> = {
  "actions.github.com/v1alpha1:AutoscalingRunnerSet": ["spec.template"],
  "agones.dev/v1:Fleet": ["spec.template.spec.template"],
  "agones.dev/v1:GameServer": ["spec.template"],
  "apps.kruise.io/v1alpha1:CloneSet": ["spec.template"],
  "apps.kruise.io/v1alpha1:DaemonSet": ["spec.template"],
  "apps.kruise.io/v1beta1:StatefulSet": ["spec.template"],
  "argoproj.io/v1alpha1:Rollout": ["spec.template"],
  "batch.volcano.sh/v1alpha1:Job": ["spec.tasks.*.template"],
  "jobset.x-k8s.io/v1alpha2:JobSet": ["spec.replicatedJobs.*.template.spec.template"],
  "keda.sh/v1alpha1:ScaledJob": ["spec.jobTargetRef.template"],
  "leaderworkerset.x-k8s.io/v1:LeaderWorkerSet": [
    "spec.leaderWorkerTemplate.leaderTemplate",
    "spec.leaderWorkerTemplate.workerTemplate",
  ],
  "ray.io/v1:RayCluster": ray("spec"),
  "ray.io/v1:RayJob": ["spec.submitterPodTemplate", ...ray("spec.rayClusterSpec")],
  "ray.io/v1:RayService": ray("spec.rayClusterConfig"),
  "serving.knative.dev/v1:Configuration": ["spec.template"],
  "serving.knative.dev/v1:Service": ["spec.template"],
  "sources.knative.dev/v1:ContainerSource": ["spec.template"],
};

/** The ways to their pod templates, by type. */
export const customTemplates: Readonly<Record<string, readonly Way[]>> = Object.fromEntries(
  Object.entries(places).map(([kind, ways]) => [`kubernetes:${kind}`, ways.map(way)]),
);
