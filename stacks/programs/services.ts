import { AdmissionPolicies } from "../../components/cluster/admission-policies";
import { BlockStorage } from "../../components/cluster/block-storage";
import { Delivery } from "../../components/devtools/delivery";
import { DelegatedZone } from "../../components/ingress/delegated-zone";
import { EdgeControllers } from "../../components/ingress/edge-controllers";
import { LoadBalancerController } from "../../components/ingress/load-balancer-controller";
import { Mesh } from "../../components/ingress/mesh";
import { EventCollector } from "../../components/observability/event-collector";
import { LogStore } from "../../components/observability/log-store";
import { Metrics } from "../../components/observability/metrics";
import { RunwayAlerts } from "../../components/observability/runway-alerts";
import { Admission } from "../../components/provenance/admission";
import { platformNamespace } from "../../components/lib/charts";
import { type Exports, readStack } from "../contracts";
import { delegationRole, platformGroup } from "../derived/hosts";
import type { ServicesInput } from "../inputs";
import { awsProvider, homeProvider } from "./providers/aws";
import { clusterProvider } from "./providers/cluster";

/** `services.<id>`: controllers and their definitions, by Helm, and the cloud resources that they need. */
export function servicesProgram(environment: ServicesInput): Exports<"services"> {
  const { name, domain, hosts, network, organization, region, replicas } = environment;
  const { clientIds, home, issuer } = organization;
  const { kmsKeyArn } = readStack("account", environment.account);
  const { zoneId } = readStack("organization");
  const cluster = clusterProvider(readStack("cluster", name), region);
  const aws = awsProvider("account", environment);
  const providers = { providers: [aws, cluster] };
  const clusterName = environment.cluster.name;

  const zone = new DelegatedZone(
    "zone",
    {
      domain,
      parentZoneId: zoneId,
      parentProvider: homeProvider(home, delegationRole),
    },
    { provider: aws },
  );
  const balancers = new LoadBalancerController(
    "balancers",
    { clusterName, region, vpcId: readStack("network", name).vpcId, replicas },
    providers,
  );
  // The gateway's Service waits for its load balancer, and Helm waits for the Service.
  new Mesh("mesh", { replicas }, { provider: cluster, dependsOn: balancers });
  new EdgeControllers("edge", { clusterName, zoneArn: zone.zoneArn, domain }, providers);
  const namespace = platformNamespace("observability", "observability", { provider: cluster });
  const storage = new BlockStorage("storage", { clusterName, kmsKeyArn }, providers);
  const logs = new LogStore(
    "logs",
    {
      clusterName,
      region,
      namespace,
      kmsKeyArn,
      replicas,
      ...environment.logs,
    },
    { ...providers, dependsOn: storage },
  );
  const metrics = new Metrics(
    "metrics",
    {
      namespace,
      issuer,
      grafanaHost: hosts.grafana,
      clientId: clientIds.grafana,
      adminGroup: platformGroup,
    },
    { provider: cluster, dependsOn: storage },
  );
  if (network.mode === "managed") {
    const { demand, plan } = network;
    new RunwayAlerts(
      "runway",
      { namespace, demand, plan },
      { provider: cluster, dependsOn: metrics },
    );
  }
  new EventCollector("events", { namespace }, { provider: cluster });
  new Delivery(
    "delivery",
    {
      issuer,
      host: hosts.argocd,
      clientId: clientIds.argocd,
      adminGroup: platformGroup,
    },
    { provider: cluster },
  );
  new Admission("admission", {}, { provider: cluster });
  const policies = environment.admissionPolicies;
  if (policies.length > 0) {
    new AdmissionPolicies("guardrails", { policies }, { provider: cluster });
  }
  return { domain: zone.domain, zoneId: zone.zoneId, logBucket: logs.bucket };
}
