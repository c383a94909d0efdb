import * as pulumi from "@pulumi/pulumi";

import { installChart } from "../lib/charts";
import { assertArgs, typeToken } from "../lib/component";
import { httpsIssues } from "../lib/slug";

/** Arguments of {@link Metrics}. */
export interface MetricsArgs {
  /** Namespace of the observability tools. */
  readonly namespace: pulumi.Input<string>;
  /** Host that Grafana answers at. */
  readonly grafanaHost: string;
  /** The realm's issuer. */
  readonly issuer: string;
  /** Client of the realm for Grafana; public, with PKCE, so that no secret is kept. */
  readonly clientId: string;
  /** Group of the realm whose members administer Grafana. */
  readonly adminGroup: string;
}

/** Prometheus, Alertmanager and Grafana; people log in to Grafana through the realm only. */
export class Metrics extends pulumi.ComponentResource {
  public static readonly type = typeToken("observability", "Metrics");

  public constructor(name: string, args: MetricsArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Metrics.type, name, httpsIssues("issuer", args.issuer), opts);
    super(Metrics.type, name, args, opts);
    const { namespace } = args;
    installChart(
      name,
      "metrics",
      {
        namespace,
        values: {
          prometheus: { prometheusSpec: prometheus },
          grafana: grafanaValues(args),
          // Alerts count the nodes of a zone.
          "kube-state-metrics": { metricLabelsAllowlist: ["nodes=[topology.kubernetes.io/zone]"] },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Retention by time and by size, 80 % of the volume, and ceilings for the samples of a target. */
const prometheus = {
  retention: "15d",
  retentionSize: "40GB",
  resources: { requests: { memory: "2Gi", cpu: "500m" }, limits: { memory: "4Gi" } },
  enforcedSampleLimit: 50000,
  enforcedLabelLimit: 60,
  ruleSelectorNilUsesHelmValues: false,
  serviceMonitorSelectorNilUsesHelmValues: false,
  storageSpec: {
    volumeClaimTemplate: {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "50Gi" } } },
    },
  },
};

/** https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/generic-oauth/ */
function grafanaValues({ grafanaHost, issuer, clientId, adminGroup }: MetricsArgs) {
  return {
    sidecar: { dashboards: { enabled: true, searchNamespace: "ALL" } },
    "grafana.ini": {
      server: { root_url: `https://${grafanaHost}` },
      // The chart's own administrator has a password that everyone can read.
      security: { disable_initial_admin_creation: true },
      auth: { disable_login_form: true },
      "auth.anonymous": { enabled: false },
      "auth.basic": { enabled: false },
      "auth.generic_oauth": {
        enabled: true,
        name: "Realm",
        client_id: clientId,
        scopes: "openid profile email",
        use_pkce: true,
        auth_url: `${issuer}/protocol/openid-connect/auth`,
        token_url: `${issuer}/protocol/openid-connect/token`,
        api_url: `${issuer}/protocol/openid-connect/userinfo`,
        role_attribute_path: `contains(groups[*], '${adminGroup}') && 'Admin' || 'Viewer'`,
      },
    },
  };
}
