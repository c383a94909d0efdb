import type { Judged } from "./judged";
import type { Node } from "./node";

/** Where a cluster of EKS says what rules ask of it, by provider; `logs` has a key if each is an object. */
const places = {
  "aws:eks/cluster:Cluster": {
    network: "vpcConfig",
    logs: "enabledClusterLogTypes",
    logKey: undefined,
  },
  "aws-native:eks:Cluster": {
    network: "resourcesVpcConfig",
    logs: "logging.clusterLogging.enabledTypes",
    logKey: "type",
  },
} as const;

/** Kinds of clusters. */
export const clusterTypes = Object.keys(places) as [
  keyof typeof places,
  ...(keyof typeof places)[],
];

const placesOf = ({ type }: Judged) => places[type as keyof typeof places];

/** The network of a cluster's API. */
export const networkOf = (cluster: Judged): Node => cluster.at(placesOf(cluster).network);

/** The place of the list of logs, and the name in each member. */
export function logsOf(cluster: Judged): { readonly place: Node; readonly names: readonly Node[] } {
  const { logs, logKey } = placesOf(cluster);
  const place = cluster.at(logs);
  const names = place.items().map((item) => (logKey === undefined ? item : item.at(logKey)));
  return { place, names };
}

/** What a cluster encrypts, and by what: the only member, if it is a list. */
export function encryptionOf(cluster: Judged): Node {
  const place = cluster.at("encryptionConfig");
  return place.items()[0] ?? place;
}
