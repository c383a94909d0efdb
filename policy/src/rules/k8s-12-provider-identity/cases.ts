import type { Example } from "../example";

const arn = "arn:aws:eks:eu-central-1:111122223333:cluster/dev";

export const good: readonly Example[] = [
  { props: { clusterIdentifier: arn } },
  { props: { clusterIdentifier: arn, deleteUnreachable: "false" } },
  { props: { clusterIdentifier: arn, deleteUnreachable: false } },
  { props: { clusterIdentifier: arn, kubeconfig: "{}", skipUpdateUnreachable: "true" } },
  { props: { renderYamlToDirectory: "out" } },
  { tier: "sandbox", props: { clusterIdentifier: "kind-dev" } },
];

export const bad: readonly Example[] = [
  { props: {} },
  { props: { kubeconfig: "{}", context: "dev" } },
  { props: { clusterIdentifier: "" } },
  { props: { clusterIdentifier: " " } },
  { props: { clusterIdentifier: "", renderYamlToDirectory: "" } },
  { props: { clusterIdentifier: arn, deleteUnreachable: "true" } },
  { props: { clusterIdentifier: arn, deleteUnreachable: true } },
  { props: { renderYamlToDirectory: "out", deleteUnreachable: true } },
  { tier: "sandbox", props: { kubeconfig: "{}" } },
];
