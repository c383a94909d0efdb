import {
  cluster as clusters,
  devtools,
  ingress,
  observability,
  provenance,
} from "../../components";
import { platformNamespace } from "../../components/lib/charts";
import { type Exports, readStack } from "../contracts";
import { delegationRole, platformGroup } from "../derived/hosts";
import type { ResolvedEnvironment } from "../derived/resolved/model";
import { awsProvider, clusterProvider } from "./providers";

/** `services.<id>`: controllers and their definitions, by Helm, and the cloud resources that they need. */
export function servicesProgram(
  environment: ResolvedEnvironment,
  policies: readonly clusters.AdmissionManifest[] = [],
): Exports<"services"> {
  const { name, domain, hosts, network, organization, region, replicas } = environment;
  const { clientIds, home, issuer } = organization;
  const { kmsKeyArn } = readStack("account", environment.account);
  const { zoneId } = readStack("organization");
  const cluster = clusterProvider(readStack("cluster", name), region);
  const aws = awsProvider("account", environment);
  const providers = { providers: [aws, cluster] };
  const clusterName = environment.cluster.name;

  const zone = new ingress.DelegatedZone(
    "zone",
    {
      domain,
      parentZoneId: zoneId,
      parentProvider: awsProvider("home", home, delegationRole),
    },
    { provider: aws },
  );
  new ingress.Mesh("mesh", { replicas }, { provider: cluster });
  new ingress.EdgeControllers("edge", { clusterName, zoneArn: zone.zoneArn, domain }, providers);
  const namespace = platformNamespace("observability", "observability", { provider: cluster });
  const logs = new observability.LogStore(
    "logs",
    {
      clusterName,
      region,
      namespace,
      kmsKeyArn,
      ...environment.logs,
    },
    providers,
  );
  const metrics = new observability.Metrics(
    "metrics",
    {
      namespace,
      issuer,
      grafanaHost: hosts.grafana,
      clientId: clientIds.grafana,
      adminGroup: platformGroup,
    },
    { provider: cluster },
  );
  if (network.mode === "managed") {
    const { demand, plan } = network;
    new observability.RunwayAlerts(
      "runway",
      { namespace, demand, plan },
      { provider: cluster, dependsOn: metrics },
    );
  }
  new observability.EventCollector("events", { namespace }, { provider: cluster });
  new devtools.Delivery(
    "delivery",
    {
      issuer,
      host: hosts.argocd,
      clientId: clientIds.argocd,
      adminGroup: platformGroup,
    },
    { provider: cluster },
  );
  new provenance.Admission("admission", {}, { provider: cluster });
  if (policies.length > 0) {
    new clusters.AdmissionPolicies("guardrails", { policies }, { provider: cluster });
  }
  return { domain: zone.domain, zoneId: zone.zoneId, logBucket: logs.bucket };
}
