import {
  cluster as clusters,
  devtools,
  ingress,
  observability,
  provenance,
} from "../../components";
import { platformNamespace } from "../../components/lib/charts";
import { countedNetworks } from "../derived/addresses";
import { type Exports, readStack } from "../contracts";
import {
  clientIdOf,
  clusterNameOf,
  delegationRole,
  environmentDomain,
  issuerOf,
  platformGroup,
  toolHost,
} from "../derived/hosts";
import type { Organization } from "../declarations/model";
import { profileOf } from "../derived/profiles";
import { awsProvider, clusterProvider } from "./providers";
import { namespacesOf } from "../derived/team-rights";
import { environmentOf } from "./environment-of";

/** `services.<id>`: controllers and their definitions, by Helm, and the cloud resources they need. */
export function servicesProgram(
  organization: Organization,
  name: string,
  policies: readonly clusters.AdmissionManifest[] = [],
): Exports<"services"> {
  const environment = environmentOf(organization, name);
  const { kmsKeyArn } = readStack("account", environment.account);
  const { zoneId } = readStack("organization");
  const cluster = clusterProvider(readStack("cluster", name), environment.region);
  const aws = awsProvider(organization, "account", environment);
  const providers = { providers: [aws, cluster] };
  const clusterName = clusterNameOf(organization, name);
  const issuer = issuerOf(organization);
  const { replicas, logRetentionDays } = profileOf(organization);

  const zone = new ingress.DelegatedZone(
    "zone",
    {
      domain: environmentDomain(organization, name),
      parentZoneId: zoneId,
      parentProvider: awsProvider(organization, "home", organization.home, delegationRole),
    },
    { provider: aws },
  );
  new ingress.Mesh("mesh", { replicas }, { provider: cluster });
  new ingress.EdgeControllers(
    "edge",
    { clusterName, zoneArn: zone.zoneArn, domain: environmentDomain(organization, name) },
    providers,
  );
  const namespace = platformNamespace("observability", "observability", { provider: cluster });
  const logs = new observability.LogStore(
    "logs",
    {
      clusterName,
      region: environment.region,
      namespace,
      bucket: `${organization.name}-${name}-loki-${organization.accounts[environment.account] ?? ""}`,
      kmsKeyArn,
      retentionDays: logRetentionDays,
      retentionByNamespace: logRetention(organization, name),
    },
    providers,
  );
  const metrics = new observability.Metrics(
    "metrics",
    {
      namespace,
      issuer,
      grafanaHost: toolHost(organization, "grafana", name),
      clientId: clientIdOf(organization, "grafana"),
      adminGroup: platformGroup,
    },
    { provider: cluster },
  );
  const { demand, plan } = countedNetworks(organization)[name] ?? {};
  if (demand !== undefined && plan !== undefined) {
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
      host: toolHost(organization, "argocd", name),
      clientId: clientIdOf(organization, "argocd"),
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

/** Days that teams keep the logs of their namespaces, where they declare it. */
function logRetention({ teams }: Organization, environment: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(teams).flatMap(([name, declared]) =>
      declared.logRetentionDays === undefined || !declared.environments.includes(environment)
        ? []
        : namespacesOf(name, declared).map((space) => [space, declared.logRetentionDays ?? 0]),
    ),
  );
}
