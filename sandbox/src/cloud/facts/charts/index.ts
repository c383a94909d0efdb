import alloy from "./alloy.json";
import argoCd from "./argo-cd.json";
import balancers from "./aws-load-balancer-controller.json";
import base from "./base.json";
import certManager from "./cert-manager.json";
import externalDns from "./external-dns.json";
import gateway from "./gateway.json";
import istiod from "./istiod.json";
import kubePrometheusStack from "./kube-prometheus-stack.json";
import loki from "./loki.json";
import policyController from "./policy-controller.json";

/**
 * A value path: types, such as `"string|number"` or `"any"`; or its members by name, where `*` stands
 * for every other name.
 */
export type ValueNode = string | { readonly [name: string]: ValueNode };

/** What `npm run charts` reads from a chart; it has no text of the chart. */
export interface ChartFacts {
  readonly chart: string;
  readonly repo: string;
  readonly version: string;
  readonly appVersion: string;
  /** First and last minor version of Kubernetes that the chart takes, such as `1.25`; no bound if omitted. */
  readonly kubernetes: { readonly from?: string; readonly to?: string };
  /** Of its templates, definitions, default values and schema. */
  readonly digest: string;
  /** Custom resource definitions, such as `cert-manager.io/v1:Certificate`. */
  readonly definitions: readonly {
    readonly kind: string;
    /** Helm installs `crds` once and never upgrades them. */
    readonly in: "crds" | "templates";
    /** The definition outlives its release. */
    readonly kept: boolean;
  }[];
  /** What our stacks' releases of it consist of, by profile. */
  readonly rendered: readonly {
    readonly profiles: readonly string[];
    readonly release: string;
    readonly namespace: string;
    /** Configurations of admission webhooks, each with its webhooks but for whom they ask. */
    readonly webhooks?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly hooks: readonly Readonly<Record<string, unknown>>[];
    }[];
    /** Services of type LoadBalancer. */
    readonly balancers?: readonly { readonly name: string }[];
    /** Volumes that its pods wait for. `class` is null if they want the cluster's default class. */
    readonly claims?: readonly { readonly of: string; readonly class: string | null }[];
  }[];
  readonly values: { readonly [name: string]: ValueNode };
}

/** Facts of every chart that `components/lib/charts.ts` pins. */
export const chartFacts: readonly ChartFacts[] = [
  base,
  istiod,
  gateway,
  balancers,
  certManager,
  externalDns,
  kubePrometheusStack,
  loki,
  alloy,
  argoCd,
  policyController,
] as unknown as readonly ChartFacts[];

/** Facts of a chart of a repository. Another repository's chart of the same name is another chart. */
export function factsOfChart(chart: unknown, repo: unknown): ChartFacts | undefined {
  return chartFacts.find((facts) => facts.chart === chart && facts.repo === repo);
}
