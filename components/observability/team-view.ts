import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { assertArgs, typeToken } from "../lib/component";
import { slugIssues } from "../lib/slug";

/** Arguments of {@link TeamView}. */
export interface TeamViewArgs {
  /** Team slug. */
  readonly team: string;
  /** Namespace of the team. */
  readonly namespace: pulumi.Input<string>;
}

/** A team's view of its own workloads from the first day: a dashboard and two alerts. */
export class TeamView extends pulumi.ComponentResource {
  public static readonly type = typeToken("observability", "TeamView");

  public constructor(name: string, args: TeamViewArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(TeamView.type, name, slugIssues("team", args.team), opts);
    super(TeamView.type, name, args, opts);
    const { team } = args;
    const namespace = pulumi.output(args.namespace);
    const child = { parent: this };

    new k8s.core.v1.ConfigMap(
      `${name}-dashboard`,
      {
        metadata: { name: `dashboard-${team}`, namespace, labels: { grafana_dashboard: "1" } },
        data: {
          [`${team}.json`]: namespace.apply((space) => JSON.stringify(dashboard(team, space))),
        },
      },
      child,
    );
    new k8s.apiextensions.CustomResource(
      `${name}-alerts`,
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: `team-${team}`, namespace },
        spec: {
          groups: [{ name: `team-${team}`, rules: namespace.apply((s) => alerts(team, s)) }],
        },
      },
      child,
    );
    this.registerOutputs({});
  }
}

function alerts(team: string, namespace: string) {
  return [
    {
      alert: "PodRestarting",
      expr: `increase(kube_pod_container_status_restarts_total{namespace="${namespace}"}[15m]) > 3`,
      for: "5m",
      labels: { severity: "warning", team },
      annotations: { summary: "A container of {{ $labels.pod }} restarts again and again." },
    },
    {
      alert: "QuotaAlmostUsed",
      expr: `kube_resourcequota{namespace="${namespace}",type="used"} / ignoring(type) kube_resourcequota{namespace="${namespace}",type="hard"} > 0.9`,
      for: "15m",
      labels: { severity: "warning", team },
      annotations: { summary: "More than 90 % of the quota for {{ $labels.resource }} is used." },
    },
  ];
}

/** https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
function dashboard(team: string, namespace: string) {
  const panel = (id: number, title: string, expr: string) => ({
    id,
    title,
    type: "timeseries",
    gridPos: { h: 8, w: 12, x: ((id - 1) % 2) * 12, y: Math.floor((id - 1) / 2) * 8 },
    targets: [{ refId: "A", expr }],
  });
  return {
    uid: `team-${team}`,
    title: `Team ${team}`,
    tags: ["groundwork", team],
    schemaVersion: 39,
    panels: [
      panel(
        1,
        "CPU by pod",
        `sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="${namespace}"}[5m]))`,
      ),
      panel(
        2,
        "Memory by pod",
        `sum by (pod) (container_memory_working_set_bytes{namespace="${namespace}"})`,
      ),
    ],
  };
}
