import type { Example } from "../example";
import { group, validating } from "./rule";

const optIn = { matchLabels: { "example.com/checked": "true" } };
const except = (...values: unknown[]) => ({
  matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values }],
});
const expression = (operator: string, key = "kubernetes.io/metadata.name") => ({
  matchExpressions: [{ key, operator, values: ["kube-system", "checks"] }],
});
const service = (namespace: unknown) => ({ service: { namespace, name: "checks" } });
const pods = { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] };
const all = { ...pods, apiGroups: ["*"], resources: ["*"] };
const narrow = { clientConfig: service("checks"), namespaceSelector: optIn, rules: [pods] };
const ownKinds = { ...pods, apiGroups: ["cert-manager.io"], resources: ["*"] };
const leases = { ...pods, apiGroups: ["coordination.k8s.io"], resources: ["leases"] };
const nodes = { ...pods, resources: ["nodes"] };
/** The selector of a chart that opts out. */
const anywhere = {
  namespaceSelector: {
    matchExpressions: [{ key: "example.com/off", operator: "NotIn", values: ["true"] }],
  },
};
const webhooks = (...changes: object[]) => ({
  props: { webhooks: changes.map((change) => ({ ...narrow, ...change })) },
});

/** Kinds that pods, nodes or the cluster's own parts need. */
const held = Object.entries({
  "": "pods configmaps secrets serviceaccounts endpoints replicationcontrollers",
  apps: "deployments replicasets daemonsets statefulsets",
  "discovery.k8s.io": "endpointslices",
  "coordination.k8s.io": "leases",
  "storage.k8s.io": "csinodes",
  "certificates.k8s.io": "certificatesigningrequests",
  "authentication.k8s.io": "tokenreviews",
  "authorization.k8s.io": "subjectaccessreviews",
}).flatMap(([apiGroup, kinds]) => kinds.split(" ").map((kind) => [apiGroup, kind] as const));
const onKind = (apiGroup: string, kind: string) =>
  webhooks({ ...anywhere, rules: [{ ...pods, apiGroups: [apiGroup], resources: [kind] }] });

export const good: readonly Example[] = [
  webhooks({}),
  webhooks(),
  webhooks({ failurePolicy: "Fail", timeoutSeconds: 10 }),
  webhooks({ failurePolicy: "Ignore", timeoutSeconds: 30, namespaceSelector: {}, rules: [all] }),
  webhooks({ namespaceSelector: except("kube-system", "checks") }),
  webhooks({
    namespaceSelector: except("kube-system"),
    clientConfig: { url: "https://c.example" },
  }),
  webhooks({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } }),
  webhooks({ namespaceSelector: { matchLabels: { team: "checks" } } }),
  webhooks({ namespaceSelector: expression("In", "team") }),
  webhooks({ namespaceSelector: expression("Exists", "team") }),
  webhooks({ namespaceSelector: expression("DoesNotExist") }),
  webhooks({ namespaceSelector: { ...expression("NotIn", "team"), ...optIn } }),
  webhooks({ rules: [{ ...pods, apiGroups: ["*"] }] }),
  webhooks({ rules: [{ ...pods, resources: ["*"], scope: "Namespaced" }] }),
  webhooks({ ...anywhere, rules: [ownKinds] }),
  webhooks({ ...anywhere, rules: [ownKinds], timeoutSeconds: 30 }),
  webhooks({ ...anywhere, rules: [{ ...ownKinds, resources: ["*/*"] }], failurePolicy: "Fail" }),
  webhooks({ ...anywhere, objectSelector: { matchLabels: { "sidecar.istio.io/inject": "true" } } }),
  webhooks({ ...anywhere, objectSelector: expression("In", "team") }),
  webhooks({ ...anywhere, objectSelector: expression("Exists", "team") }),
  webhooks({ ...anywhere, rules: [{ ...pods, resources: ["services"] }] }),
  webhooks({
    ...anywhere,
    rules: [{ ...pods, apiGroups: ["networking.k8s.io"], resources: ["ingresses"] }],
  }),
  webhooks({
    ...anywhere,
    rules: [{ ...pods, operations: ["CONNECT"], resources: ["pods/exec"] }],
  }),
  webhooks({
    rules: [leases],
    namespaceSelector: except("kube-system", "checks", "kube-node-lease"),
  }),
  webhooks({ rules: [nodes], failurePolicy: "Ignore" }),
  webhooks({ rules: [{ ...nodes, resources: ["*/scale"] }] }),
  ...[...held, ["", "nodes"] as const].flatMap(([apiGroup, kind]) => [
    onKind(apiGroup, `${kind}ets`),
    onKind(apiGroup, `other${kind}`),
  ]),
  ...["mykubernetes.io/os", "example.com/k8s-app", "k8s-apps"].map((label) =>
    webhooks({ ...anywhere, objectSelector: { matchLabels: { [label]: "a" } } }),
  ),
  { type: `${validating}Patch`, props: { webhooks: [{ name: "a", clientConfig: {} }] } },
  { ...webhooks({}), type: `${group}:MutatingWebhookConfiguration` },
  // Its controller fills in the rules; without any it is asked of nothing.
  webhooks({ ...anywhere, rules: undefined }),
];

export const bad: readonly Example[] = [
  webhooks({ timeoutSeconds: 11 }),
  webhooks({ timeoutSeconds: "30" }),
  webhooks({ timeoutSeconds: 30, rules: [ownKinds, leases], namespaceSelector: optIn }),
  { ...webhooks({ timeoutSeconds: 30, rules: [nodes] }), says: "timeoutSeconds: want 10 or less" },
  webhooks({ failurePolicy: "Fail", namespaceSelector: undefined }),
  webhooks({ namespaceSelector: {} }),
  webhooks({ namespaceSelector: except("kube-system") }),
  webhooks({ namespaceSelector: except("checks") }),
  webhooks({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "checks" } } }),
  webhooks({ namespaceSelector: expression("In") }),
  webhooks({ namespaceSelector: expression("Exists") }),
  webhooks({ namespaceSelector: expression("NotIn", "team") }),
  webhooks({ namespaceSelector: expression("DoesNotExist", "team") }),
  ...[{}, { resources: ["*/*"] }, { apiGroups: ["apps", "*"], resources: ["pods", "*"] }].map(
    (change) => ({
      ...webhooks({ rules: [pods, { ...all, ...change }] }),
      says: "rules[1]: want groups or resources by name",
    }),
  ),
  webhooks({}, { timeoutSeconds: 30 }),
  webhooks({ rules: [{ ...pods, resources: ["*"] }] }),
  webhooks({ rules: [nodes] }),
  webhooks({ rules: [{ ...nodes, resources: ["nodes/status"] }] }),
  webhooks({ rules: [{ ...nodes, resources: ["*/status"] }] }),
  webhooks({ rules: [{ ...nodes, apiGroups: ["*"], scope: "Cluster" }] }),
  ...held.flatMap(([apiGroup, kind]) => [
    onKind(apiGroup, kind),
    onKind(apiGroup, `${kind}/status`),
  ]),
  webhooks({ rules: [leases], namespaceSelector: except("kube-system", "checks") }),
  webhooks({ rules: [{ ...leases, resources: ["*"] }], ...anywhere }),
  webhooks({ ...anywhere, rules: [{ ...pods, resources: ["pods/binding"] }] }),
  webhooks({ ...anywhere, objectSelector: { matchLabels: { "kubernetes.io/os": "linux" } } }),
  webhooks({ ...anywhere, objectSelector: { matchLabels: { "k8s-app": "kube-dns" } } }),
  webhooks({ ...anywhere, objectSelector: expression("NotIn", "team") }),
  webhooks({ ...anywhere, objectSelector: expression("Exists", "app.kubernetes.io/name") }),
  webhooks({ rules: [nodes], objectSelector: expression("DoesNotExist", "team") }),
  { ...webhooks({ timeoutSeconds: 30 }), tier: "sandbox" },
  { ...webhooks({ rules: [all] }), type: `${group}:MutatingWebhookConfiguration` },
  { type: `${validating}Patch`, props: { webhooks: [{ name: "a", timeoutSeconds: 30 }] } },
  { type: `${validating}Patch`, props: { webhooks: [{ name: "a", namespaceSelector: {} }] } },
  {
    type: `${group}:MutatingWebhookConfigurationPatch`,
    props: { webhooks: [{ name: "a", rules: [all] }] },
  },
];
