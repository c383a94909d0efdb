import { allOf, anyOf, type Node, not, some, type Truth } from "../../kit/node";

/** Resources of a group, as a webhook's rule can name them. */
export interface Kinds {
  readonly group: string;
  readonly resources: RegExp;
}

/** Kinds that pods need to come back, the webhook's own and those of the cluster. */
export const needed: readonly Kinds[] = [
  {
    group: "",
    resources:
      /^(\*|pods|configmaps|secrets|serviceaccounts|endpoints|replicationcontrollers)(\/.*)?$/,
  },
  { group: "apps", resources: /^(\*|deployments|replicasets|daemonsets|statefulsets)(\/.*)?$/ },
  { group: "discovery.k8s.io", resources: /^(\*|endpointslices)(\/.*)?$/ },
];

/** Kinds of no namespace, so that no namespace selector leaves them out, without which nodes go. */
export const vital: readonly Kinds[] = [
  { group: "", resources: /^(\*|nodes)(\/(\*|status))?$/ },
  { group: "storage.k8s.io", resources: /^(\*|csinodes)(\/.*)?$/ },
  { group: "certificates.k8s.io", resources: /^(\*|certificatesigningrequests)(\/.*)?$/ },
  { group: "authentication.k8s.io", resources: /^(\*|tokenreviews)(\/.*)?$/ },
  { group: "authorization.k8s.io", resources: /^(\*|subjectaccessreviews)(\/.*)?$/ },
];

/** Heartbeats of nodes, in a namespace of their own, and locks of controllers. */
export const leases: readonly Kinds[] = [
  { group: "coordination.k8s.io", resources: /^(\*|leases)(\/.*)?$/ },
];
export const leaseNamespace = "kube-node-lease";

/** Labels that the cluster and its tools set on objects of everyone. */
export const everyones = /^(([^/]+\.)?(kubernetes|k8s)\.io\/.*|k8s-app|pod-template-hash)$/;

/** What a rule of a webhook holds up while the webhook is down. */
export interface Weight {
  readonly entry: Node;
  readonly every: Truth;
  readonly needed: Truth;
  readonly vital: Truth;
  readonly leases: Truth;
}

export function weightOf(entry: Node): Weight {
  const every = allOf([
    some(entry.items("apiGroups"), (name) => name === "*"),
    some(entry.items("resources"), (name) => name === "*" || name === "*/*"),
  ]);
  const operations = entry.items("operations");
  const connects = allOf(operations.map((one) => one.is((name) => name === "CONNECT")));
  const changes = operations.length === 0 ? true : not(connects);
  const inNamespaces = entry.at("scope").is((scope) => scope === "Namespaced");
  return {
    entry,
    every,
    needed: allOf([changes, covers(entry, [...needed, ...leases])]),
    vital: allOf([not(every), changes, not(inNamespaces), covers(entry, vital)]),
    leases: allOf([changes, covers(entry, leases)]),
  };
}

const covers = (entry: Node, all: readonly Kinds[]): Truth =>
  anyOf(
    all.map(({ group, resources }) =>
      allOf([
        some(entry.items("apiGroups"), (name) => name === "*" || name === group),
        some(entry.items("resources"), (name) => resources.test(name)),
      ]),
    ),
  );

/** Whether a selector takes only objects that someone has labelled for it. */
export function takesLabelledOnly(selector: Node): Truth {
  const labels = selector.at("matchLabels");
  const byExpression = selector
    .items("matchExpressions")
    .map((one) =>
      allOf([
        one.at("operator").is((operator) => operator === "In" || operator === "Exists"),
        one.at("key").is((key) => !everyones.test(key)),
      ]),
    );
  const byLabel = labels.keys().some((key) => !everyones.test(key));
  return anyOf([labels.unknown ? "unknown" : byLabel, ...byExpression]);
}
