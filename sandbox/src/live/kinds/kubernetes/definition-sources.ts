import { join } from "node:path";

import { cacheFolder } from "../../../paths";

/** Where the custom resource definitions of one chart are published beside the chart. */
export interface DefinitionSource {
  /** The chart's version, equal to the pin in components/lib/charts.ts. */
  readonly chartVersion: string;
  /** Go module of the project. */
  readonly module: string;
  /** Its version: the chart's `appVersion`. */
  readonly version: string;
  /** Files of the module. */
  readonly files: readonly string[];
  /** Names of the definitions that our programs use; the files may hold more. */
  readonly definitions: readonly string[];
}

/**
 * By chart. Every kind that our programs emit is here, so none stays in the offline cloud as long
 * as the modules can be downloaded. `plainDefinition` says which parts of a file are removed.
 */
export const definitionSources: Readonly<Record<string, DefinitionSource>> = {
  // https://github.com/istio/istio/tree/1.24.2/manifests/charts/base: the same files
  base: {
    chartVersion: "1.24.2",
    module: "istio.io/api",
    version: "v1.24.2",
    files: ["kubernetes/customresourcedefinitions.gen.yaml"],
    definitions: [
      "gateways.networking.istio.io",
      "virtualservices.networking.istio.io",
      "peerauthentications.security.istio.io",
      "authorizationpolicies.security.istio.io",
    ],
  },
  // The chart's own templates, whose conditions are comments
  "cert-manager": {
    chartVersion: "v1.16.2",
    module: "github.com/cert-manager/cert-manager",
    version: "v1.16.2",
    files: ["deploy/crds/crd-certificates.yaml", "deploy/crds/crd-clusterissuers.yaml"],
    definitions: ["certificates.cert-manager.io", "clusterissuers.cert-manager.io"],
  },
  // https://github.com/prometheus-community/helm-charts/pull/5075
  "kube-prometheus-stack": {
    chartVersion: "67.8.0",
    module: "github.com/prometheus-operator/prometheus-operator",
    version: "v0.79.2",
    files: [
      "example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
      "example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml",
    ],
    definitions: ["prometheusrules.monitoring.coreos.com", "servicemonitors.monitoring.coreos.com"],
  },
  // https://github.com/argoproj/argo-helm/blob/argo-cd-7.7.14/charts/argo-cd/Chart.yaml
  "argo-cd": {
    chartVersion: "7.7.14",
    module: "github.com/argoproj/argo-cd/v2",
    version: "v2.13.3",
    files: ["manifests/crds/appproject-crd.yaml", "manifests/crds/application-crd.yaml"],
    definitions: ["appprojects.argoproj.io", "applications.argoproj.io"],
  },
  // https://github.com/sigstore/helm-charts/blob/policy-controller-0.10.3/charts/policy-controller/Chart.yaml
  "policy-controller": {
    chartVersion: "0.10.3",
    module: "github.com/sigstore/policy-controller",
    version: "v0.13.0",
    files: ["config/300-clusterimagepolicy.yaml", "config/300-trustroot.yaml"],
    definitions: ["clusterimagepolicies.policy.sigstore.dev", "trustroots.policy.sigstore.dev"],
  },
};

/** The cached file of one definition. */
export function definitionFile({ module, version }: DefinitionSource, definition: string): string {
  return join(cacheFolder(), "crds", `${module}@${version}`, `${definition}.json`);
}
