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
  // https://github.com/istio/istio/tree/1.30.3/manifests/charts/base: the same files
  base: {
    chartVersion: "1.30.3",
    module: "istio.io/api",
    version: "v1.30.3",
    files: ["kubernetes/customresourcedefinitions.gen.yaml"],
    definitions: [
      "gateways.networking.istio.io",
      "virtualservices.networking.istio.io",
      "peerauthentications.security.istio.io",
      "authorizationpolicies.security.istio.io",
    ],
  },
  // The chart's templates are made of them
  "cert-manager": {
    chartVersion: "v1.21.1",
    module: "github.com/cert-manager/cert-manager",
    version: "v1.21.1",
    files: [
      "deploy/crds/cert-manager.io_certificates.yaml",
      "deploy/crds/cert-manager.io_clusterissuers.yaml",
    ],
    definitions: ["certificates.cert-manager.io", "clusterissuers.cert-manager.io"],
  },
  // https://github.com/prometheus-community/helm-charts/blob/kube-prometheus-stack-88.5.3/charts/kube-prometheus-stack/Chart.yaml
  "kube-prometheus-stack": {
    chartVersion: "88.5.3",
    module: "github.com/prometheus-operator/prometheus-operator",
    version: "v0.93.1",
    files: [
      "example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
      "example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml",
    ],
    definitions: ["prometheusrules.monitoring.coreos.com", "servicemonitors.monitoring.coreos.com"],
  },
  // https://github.com/argoproj/argo-helm/blob/argo-cd-10.1.1/charts/argo-cd/Chart.yaml
  "argo-cd": {
    chartVersion: "10.1.1",
    module: "github.com/argoproj/argo-cd/v3",
    version: "v3.4.4",
    files: ["manifests/crds/appproject-crd.yaml", "manifests/crds/application-crd.yaml"],
    definitions: ["appprojects.argoproj.io", "applications.argoproj.io"],
  },
  // https://github.com/sigstore/helm-charts/blob/policy-controller-0.10.6/charts/policy-controller/Chart.yaml
  "policy-controller": {
    chartVersion: "0.10.6",
    module: "github.com/sigstore/policy-controller",
    version: "v0.13.1",
    files: ["config/300-clusterimagepolicy.yaml", "config/300-trustroot.yaml"],
    definitions: ["clusterimagepolicies.policy.sigstore.dev", "trustroots.policy.sigstore.dev"],
  },
};

/** The cached file of one definition. */
export function definitionFile({ module, version }: DefinitionSource, definition: string): string {
  return join(cacheFolder(), "crds", `${module}@${version}`, `${definition}.json`);
}
