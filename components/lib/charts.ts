import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

interface Pin {
  readonly chart: string;
  readonly repo: string;
  readonly version: string;
}

const istio = "https://istio-release.storage.googleapis.com/charts";

/** Every chart of the platform, pinned. A change here previews in `services` stacks only. */
export const charts = {
  meshBase: { chart: "base", repo: istio, version: "1.30.3" },
  meshControl: { chart: "istiod", repo: istio, version: "1.30.3" },
  meshGateway: { chart: "gateway", repo: istio, version: "1.30.3" },
  balancers: {
    chart: "aws-load-balancer-controller",
    repo: "https://aws.github.io/eks-charts",
    version: "3.5.0",
  },
  certificates: { chart: "cert-manager", repo: "https://charts.jetstack.io", version: "v1.21.1" },
  dns: {
    chart: "external-dns",
    repo: "https://kubernetes-sigs.github.io/external-dns",
    version: "1.21.1",
  },
  metrics: {
    chart: "kube-prometheus-stack",
    repo: "https://prometheus-community.github.io/helm-charts",
    version: "88.5.3",
  },
  logs: {
    chart: "loki",
    repo: "https://grafana-community.github.io/helm-charts",
    version: "18.11.0",
  },
  collector: {
    chart: "alloy",
    repo: "https://grafana.github.io/helm-charts",
    version: "1.11.1",
  },
  delivery: {
    chart: "argo-cd",
    repo: "https://argoproj.github.io/argo-helm",
    version: "10.1.1",
  },
  admission: {
    chart: "policy-controller",
    repo: "https://sigstore.github.io/helm-charts",
    version: "0.10.6",
  },
} as const satisfies Record<string, Pin>;

/** Values of a chart: plain data, since a preview should show them. */
export type ChartValues = Readonly<Record<string, pulumi.Input<unknown>>>;

/** Installs one of the pinned charts. The release is named after the chart. */
export function installChart(
  name: string,
  pin: keyof typeof charts,
  args: {
    readonly namespace: pulumi.Input<string>;
    readonly releaseName?: string;
    readonly values?: ChartValues;
  },
  opts: pulumi.CustomResourceOptions,
): k8s.helm.v3.Release {
  const { chart, repo, version } = charts[pin];
  return new k8s.helm.v3.Release(
    name,
    {
      name: args.releaseName ?? chart,
      namespace: args.namespace,
      chart,
      version,
      repositoryOpts: { repo },
      atomic: true,
      timeout: 600,
      values: { ...args.values },
    },
    opts,
  );
}

/** A namespace of the platform's own. */
export function platformNamespace(
  name: string,
  namespace: string,
  opts: pulumi.CustomResourceOptions,
  labels: Readonly<Record<string, string>> = {},
): pulumi.Output<string> {
  const owned = { "groundwork.dev/owner": "platform", ...labels };
  const created = new k8s.core.v1.Namespace(
    name,
    { metadata: { name: namespace, labels: owned } },
    opts,
  );
  return created.metadata.name;
}
