/** Prefix of the realm's groups in the cluster, so that none is taken for Kubernetes' own. */
export const groupPrefix = "realm:";

/** Group of the role that previews read a cluster with; {@link PreviewView} gives it its rights. */
export const previewGroup = "groundwork:preview";

/** Service account of every team namespace that workloads run as; it has no right in the cluster. */
export const workloadAccount = "workload";
