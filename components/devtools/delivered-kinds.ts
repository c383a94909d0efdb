import type { ArgIssue } from "../lib/arg-issue";

/** A namespaced kind of object, as Argo CD names it. */
export interface DeliveredKind {
  /** Group of the API; empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

const of = (group: string, ...kinds: readonly string[]): DeliveredKind[] =>
  kinds.map((kind) => ({ group, kind }));

/** Kinds that a team's project delivers: workloads, and what they read, answer at and scale by. */
export const deliveredKinds: readonly DeliveredKind[] = [
  ...of("", "ConfigMap", "PersistentVolumeClaim", "Pod", "Secret", "Service"),
  ...of("apps", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"),
  ...of("autoscaling", "HorizontalPodAutoscaler"),
  ...of("batch", "CronJob", "Job"),
  ...of("policy", "PodDisruptionBudget"),
];

/** Groups whose kinds are the platform's in every team's namespace: rights, networks, admission, delivery. */
const platformGroups = [
  "rbac.authorization.k8s.io",
  "networking.k8s.io",
  "security.istio.io",
  "networking.istio.io",
  "extensions.istio.io",
  "telemetry.istio.io",
  "gateway.networking.k8s.io",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "policy.sigstore.dev",
  "argoproj.io",
];

/** Kinds of the core group that are the platform's: what a team may use, and who its workloads are. */
const platformKinds = [
  "Namespace",
  "Node",
  "PersistentVolume",
  "ResourceQuota",
  "LimitRange",
  "ServiceAccount",
];

/** Problems of kinds that a project delivers beyond {@link deliveredKinds}. */
export function deliveredKindIssues(kinds: readonly DeliveredKind[]): ArgIssue[] {
  return kinds.flatMap(({ group, kind }, index) => {
    const path = `kinds[${index}]`;
    const got = { group, kind };
    if (!/^(?:[a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$/.test(group) || !/^[A-Z][A-Za-z0-9]*$/.test(kind)) {
      return [{ path, want: "one group and one kind in full, without wildcards", got }];
    }
    const isPlatforms =
      platformGroups.includes(group) || (group === "" && platformKinds.includes(kind));
    return isPlatforms
      ? [{ path, want: "a kind that the platform does not guard a team's namespace by", got }]
      : [];
  });
}
