import type { Environment, Organization } from "../../declarations/model";
import { clusterNameOf, environmentDomain, logBucket, secretLoginPath, toolHost } from "../hosts";
import { type DerivedName, named, type NamePart } from "./model";

/** Controllers of every cluster that have a role of their own. */
const controllers = ["external-dns", "cert-manager", "loki", "balancers", "ebs-csi"];
/** Namespaces that the platform has in every cluster. */
const platformNamespaces = [
  "argocd",
  "cosign-system",
  "edge-system",
  "istio-ingress",
  "istio-system",
  "load-balancers",
  "observability",
];
/** What Pulumi adds to a name that we don't give: https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming */
const autonamed = "-0123456";

/** Names that follow from the environments. */
export function environmentNames(organization: Organization): DerivedName[] {
  return Object.entries(organization.environments).flatMap(([name, declared]) =>
    namesOf(organization, name, declared),
  );
}

function namesOf(
  organization: Organization,
  name: string,
  { account, cluster, network, region }: Environment,
): DerivedName[] {
  const { accounts, domain, name: company } = organization;
  const file = `environments/${name}.yaml`;
  const accountId = Object.hasOwn(accounts, account) ? accounts[account] : undefined;
  const own: NamePart = { file, path: "(name)", value: name };
  const ofCompany: NamePart = { file: "organization.yaml", path: "name", value: company };
  const from = { owner: `environment ${name}`, parts: [own, ofCompany] };
  const hosted = {
    ...from,
    parts: [{ file: "organization.yaml", path: "domain", value: domain }, own],
  };
  const zone = [
    named(
      { ...hosted, parts: hosted.parts.toReversed() },
      "zone",
      environmentDomain(organization, name),
    ),
    ...["argocd", "grafana"].map((tool) =>
      named(hosted, "host", toolHost(organization, tool, name)),
    ),
    named(from, "secretLogin", secretLoginPath(name)),
    ...platformNamespaces.map((namespace) =>
      named({ owner: "the platform", parts: [] }, "namespace", namespace, name),
    ),
  ];
  if (accountId === undefined) {
    return zone;
  }
  const clusterName = clusterNameOf(organization, name);
  const at = `${accountId} ${region}`;
  const ofCluster =
    cluster.mode === "existing"
      ? { ...from, parts: [{ file, path: "cluster.name", value: cluster.name }] }
      : from;
  const role = (use: string) => named(ofCluster, "role", `${clusterName}-${use}`, accountId);
  return [
    ...zone,
    named(ofCluster, "cluster", clusterName, at),
    ...controllers.map(role),
    named(from, "bucket", logBucket(company, name, accountId)),
    ...(cluster.mode === "existing"
      ? []
      : [
          role("control-plane"),
          role("nodes"),
          named(ofCluster, "logGroup", `/aws/eks/${clusterName}/cluster`, at),
          ...network.zones.map((zone) =>
            named(
              { ...from, parts: [own] },
              "nodeGroup",
              // The second place of a zone has the longest name that a plan of ours reaches.
              `${name}-nodes-${zone}-2${autonamed}`,
              `${at} ${clusterName}`,
            ),
          ),
        ]),
  ];
}
