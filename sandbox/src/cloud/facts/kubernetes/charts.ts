/**
 * The custom resource definitions that each chart installs, read from the charts' own `crds/` folders
 * or templates; the link of each is its repository.
 */
const charts: Readonly<Record<string, readonly string[]>> = {
  // https://github.com/istio/istio/tree/master/manifests/charts/base
  base: [
    "networking.istio.io/v1:Gateway",
    "networking.istio.io/v1:VirtualService",
    "security.istio.io/v1:PeerAuthentication",
    "security.istio.io/v1:AuthorizationPolicy",
  ],
  // https://github.com/cert-manager/cert-manager/tree/master/deploy/crds
  "cert-manager": ["cert-manager.io/v1:ClusterIssuer", "cert-manager.io/v1:Certificate"],
  // https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack
  "kube-prometheus-stack": [
    "monitoring.coreos.com/v1:PrometheusRule",
    "monitoring.coreos.com/v1:ServiceMonitor",
  ],
  // https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd
  "argo-cd": ["argoproj.io/v1alpha1:AppProject", "argoproj.io/v1alpha1:Application"],
  // https://github.com/sigstore/helm-charts/tree/main/charts/policy-controller
  "policy-controller": [
    "policy.sigstore.dev/v1beta1:ClusterImagePolicy",
    "policy.sigstore.dev/v1alpha1:TrustRoot",
  ],
};

/** Names of the charts that install a kind's definition. */
export function providersOf(apiVersion: string, kind: string): string[] {
  return Object.entries(charts)
    .filter(([, kinds]) => kinds.includes(`${apiVersion}:${kind}`))
    .map(([chart]) => chart);
}
