import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { checkNetworkDemand } from "../network/demand-issues";
import { longestRunwayMonths, type PlannedNetwork } from "../network/address-space";
import { grownBy, type NetworkDemand } from "../network/demand";

/** Arguments of {@link RunwayAlerts}. */
export interface RunwayAlertsArgs {
  readonly namespace: pulumi.Input<string>;
  /** Need that the network is planned from. */
  readonly demand: NetworkDemand;
  readonly plan: PlannedNetwork;
}

/** One rule of Prometheus; https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Months left at which an alert of each severity fires. */
const monthsLeft = { warning: 6, critical: 2 } as const;

/** Alerts when a zone has so many nodes that its addresses last for a few months more. */
export class RunwayAlerts extends pulumi.ComponentResource {
  public static readonly type = typeToken("observability", "RunwayAlerts");

  public constructor(name: string, args: RunwayAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(RunwayAlerts.type, name, checkRunwayAlertsArgs(args), opts);
    super(RunwayAlerts.type, name, args, opts);
    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name, namespace: args.namespace },
        spec: { groups: [{ name: "address-runway", rules: runwayRules(args.demand, args.plan) }] },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkRunwayAlertsArgs({ demand }: RunwayAlertsArgs): ArgIssue[] {
  return checkNetworkDemand(demand).map(({ path, want, got }) => ({
    path: `demand.${path}`,
    want,
    got,
  }));
}

/** The rules of each zone, from the plan's own numbers; none where growth never fills it. Pure. */
export function runwayRules(demand: NetworkDemand, { zones }: PlannedNetwork): AlertRule[] {
  return zones
    .filter(({ tier, runwayMonths }) => tier === "nodes" && runwayMonths < longestRunwayMonths)
    .flatMap(({ zone, runwayMonths }) =>
      Object.entries(monthsLeft).map(([severity, left]) => {
        const month = Math.max(0, runwayMonths - 1 - left);
        const nodes = grownBy(demand.nodesByZone, demand.growthPercent, month);
        return {
          alert: "AddressRunway",
          expr: `count(kube_node_labels{label_topology_kubernetes_io_zone="${zone}"}) > ${nodes}`,
          for: "1h",
          labels: { severity, zone },
          annotations: {
            summary: `Addresses of ${zone} last for less than ${left} months`,
            description:
              `More than ${nodes} nodes: at ${demand.growthPercent} percent a month the subnets are ` +
              "full before then. Raise demand.nodesByZone or growthPercent of the environment and run " +
              "groundwork check network --write, which adds a subnet and a node group.",
          },
        };
      }),
    );
}
