const rays = (place: string) => [
  `${place}.headGroupSpec.template`,
  `${place}.workerGroupSpecs.*.template`,
];

/** Where kinds of others hold pod templates; named again, for a place that a table forgets to be missed. */
const places: readonly (readonly [kind: string, ...places: string[]])[] = [
  ["actions.github.com/v1alpha1:AutoscalingRunnerSet", "spec.template"],
  ["agones.dev/v1:Fleet", "spec.template.spec.template"],
  ["agones.dev/v1:GameServer", "spec.template"],
  ["apps.kruise.io/v1alpha1:CloneSet", "spec.template"],
  ["apps.kruise.io/v1alpha1:DaemonSet", "spec.template"],
  ["apps.kruise.io/v1beta1:StatefulSet", "spec.template"],
  ["argoproj.io/v1alpha1:Rollout", "spec.template"],
  ["batch.volcano.sh/v1alpha1:Job", "spec.tasks.*.template"],
  ["jobset.x-k8s.io/v1alpha2:JobSet", "spec.replicatedJobs.*.template.spec.template"],
  ["keda.sh/v1alpha1:ScaledJob", "spec.jobTargetRef.template"],
  [
    "leaderworkerset.x-k8s.io/v1:LeaderWorkerSet",
    "spec.leaderWorkerTemplate.leaderTemplate",
    "spec.leaderWorkerTemplate.workerTemplate",
  ],
  ["ray.io/v1:RayCluster", ...rays("spec")],
  ["ray.io/v1:RayJob", "spec.submitterPodTemplate", ...rays("spec.rayClusterSpec")],
  ["ray.io/v1:RayService", ...rays("spec.rayClusterConfig")],
  ["serving.knative.dev/v1:Configuration", "spec.template"],
  ["serving.knative.dev/v1:Service", "spec.template"],
  ["sources.knative.dev/v1:ContainerSource", "spec.template"],
];

/** A pod at each place of each kind, and of each patch. */
export const inEachCustom = (pod: object) =>
  ["", "Patch"].flatMap((patch) =>
    places.flatMap(([kind, ...all]) =>
      all.map((place) => ({
        type: `kubernetes:${kind}${patch}`,
        props: place
          .split(".")
          .reduceRight((inner, key) => (key === "*" ? [inner] : { [key]: inner }), pod),
      })),
    ),
  );

/** Kinds of others that hold pods. */
export const customPodKinds: readonly string[] = places.map(([kind]) => `kubernetes:${kind}`);
