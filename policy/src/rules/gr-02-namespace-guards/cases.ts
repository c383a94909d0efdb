import type { StackExample } from "../example";

type Made = StackExample[number];

const inSpace = { metadata: { namespace: "payments" } };
const labels = {
  "groundwork.dev/team": "payments",
  "pod-security.kubernetes.io/enforce": "restricted",
};
const space = (change: object = {}): Made => ({
  type: "kubernetes:core/v1:Namespace",
  name: "payments",
  props: { metadata: { name: "payments", labels: { ...labels, ...change } } },
});
const made = (type: string, name: string, spec: unknown): Made => ({
  type: `kubernetes:${type}`,
  name,
  props: { ...inSpace, spec },
});
const quotaOf = (hard?: object) => made("core/v1:ResourceQuota", "quota", { hard });
const limitsOf = (...limits: object[]) => made("core/v1:LimitRange", "limits", { limits });
const policyOf = (name: string, spec: object) =>
  made("networking.k8s.io/v1:NetworkPolicy", name, { podSelector: {}, ...spec });

const both = { policyTypes: ["Ingress", "Egress"] };
const quota = quotaOf({ "requests.cpu": "20", "requests.memory": "64Gi" });
const limits = limitsOf({ type: "Container" });
const deny = policyOf("deny", both);
const lookup = { to: [{}], ports: [{ protocol: "UDP", port: 53 }] };
const dns = policyOf("dns", { policyTypes: ["Egress"], egress: [lookup] });
const asking = (port: object) =>
  policyOf("dns", { policyTypes: ["Egress"], egress: [{ to: [{}], ports: [port] }] });
const others = [limits, deny, dns];
const elsewhere = (resource: Made, change: Partial<Made>): Made => ({ ...resource, ...change });
const inCluster = (resource: Made, cluster: string, provider: string): Made => ({
  ...resource,
  provider: { name: provider, props: { clusterIdentifier: cluster } },
});

export const good: readonly StackExample[] = [
  [
    space(),
    quota,
    limits,
    policyOf("all", { ...both, podSelector: { matchExpressions: [] } }),
    dns,
  ],
  [space(), quota, ...others, policyOf("near", { egress: [{ to: [{ podSelector: {} }] }] })],
  [
    space(),
    quota,
    ...others,
    elsewhere(policyOf("open", {}), {
      props: { metadata: { namespace: "search" }, spec: { ingress: [{}] } },
    }),
  ],
  [
    {
      type: "kubernetes:core/v1:Namespace",
      name: "own",
      props: { metadata: { name: "payments", labels: { "groundwork.dev/owner": "platform" } } },
    },
    policyOf("open", { ingress: [{}] }),
  ],
  [space(), quota, ...others],
  [space(), quotaOf({ cpu: "20", "limits.memory": "64Gi" }), ...others],
  [space(), quotaOf({ "limits.cpu": "20", memory: "64Gi" }), ...others],
  [space(), quota, limitsOf({ type: "Pod" }, { type: "Container" }), deny, dns],
  [space(), quota, limits, policyOf("in", {}), dns],
  [space(), quota, limits, policyOf("in", {}), policyOf("out", { egress: [lookup] })],
  [space(), quota, limits, policyOf("all", { ...both, egress: [lookup] })],
  [space(), quota, ...others, policyOf("peers", { ingress: [{ from: [{ podSelector: {} }] }] })],
  ...[
    { namespaceSelector: {}, podSelector: { matchLabels: { app: "prometheus" } } },
    { namespaceSelector: { matchLabels: { team: "search" } } },
    { ipBlock: { cidr: "10.0.0.0/8" } },
    { ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } },
  ].map((peer) => [space(), quota, ...others, policyOf("peer", { egress: [{ to: [peer] }] })]),
  [
    space(),
    quota,
    ...others,
    policyOf("out", {
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 443 }] }],
    }),
  ],
  [space(), quota, ...others, policyOf("web", { ingress: [{ ports: [{ port: 443 }] }] })],
  [
    {
      type: "kubernetes:core/v1:Namespace",
      name: "argocd",
      props: { metadata: { name: "argocd", labels: { "groundwork.dev/owner": "platform" } } },
    },
    policyOf("open", { ingress: [{}] }),
  ],
  [space(), ...[quota, ...others].map((made) => ({ ...made, from: { metadata: "payments" } }))],
  [space(), quota, ...others].map((resource) => inCluster(resource, "arn:dev", "one")),
  [
    inCluster(space(), "arn:dev", "one"),
    ...[quota, ...others].map((made) => ({ ...inCluster(made, "arn:dev", "two"), stack: "b.dev" })),
  ],
];

export const bad: readonly StackExample[] = [
  [
    { ...space(), props: { metadata: { labels } } },
    ...[quota, ...others].map((resource) => ({
      ...resource,
      props: { ...resource.props, metadata: {} },
    })),
  ],
  [
    space(),
    quota,
    limits,
    policyOf("deny", {
      ...both,
      podSelector: { matchLabels: { a: "b" }, matchExpressions: [{ key: "a" }] },
    }),
    dns,
  ],
  [space()],
  [space(), quota, limits, dns],
  [space(), ...others],
  [space(), quotaOf(), ...others],
  [space(), quotaOf({ "requests.cpu": "20" }), ...others],
  [space(), quotaOf({ "requests.memory": "64Gi" }), ...others],
  [space(), quota, deny, dns],
  [space(), quota, limitsOf({ type: "Pod" }), deny, dns],
  [space(), quota, limitsOf(), deny, dns],
  [space(), quota, limits, deny],
  [space(), quota, limits, deny, asking({ protocol: "TCP", port: 53 })],
  [space(), quota, limits, deny, asking({ port: 53 })],
  [space(), quota, limits, deny, asking({ protocol: "UDP", port: 5353 })],
  [space(), quota, limits, deny, policyOf("dns", { policyTypes: ["Ingress"], egress: [lookup] })],
  [
    space(),
    quota,
    limits,
    deny,
    policyOf("dns", { podSelector: { matchLabels: { app: "a" } }, egress: [lookup] }),
  ],
  [space(), quota, limits, policyOf("out", { policyTypes: ["Egress"] }), dns],
  [space(), quota, limits, policyOf("in", { policyTypes: ["Ingress"] })],
  [space(), quota, limits, policyOf("in", {})],
  [space(), quota, limits, policyOf("deny", { ...both, podSelector: { matchLabels: { a: "b" } } })],
  [
    space(),
    quota,
    limits,
    policyOf("deny", {
      ...both,
      podSelector: { matchExpressions: [{ key: "a", operator: "Exists" }] },
    }),
  ],
  [space(), quota, ...others, policyOf("open", { ingress: [{}] })],
  ...[
    { namespaceSelector: {} },
    { namespaceSelector: { matchExpressions: [] }, podSelector: {} },
    { ipBlock: { cidr: "0.0.0.0/0" } },
    { ipBlock: { cidr: "::/0", except: [] } },
  ].flatMap((peer) => [
    [space(), quota, ...others, policyOf("open", { ingress: [{ from: [peer] }] })],
    [
      ...[space(), quota, ...others],
      policyOf("open", { egress: [{ to: [{ podSelector: {} }, peer] }] }),
    ],
  ]),
  [space(), quota, ...others, policyOf("open", { egress: [{ to: [], ports: [] }] })],
  [space({ "pod-security.kubernetes.io/enforce": "baseline" }), quota, ...others],
  [space({ "pod-security.kubernetes.io/enforce": undefined }), quota, ...others],
  [space({ "groundwork.dev/team": undefined })],
  [space({ "groundwork.dev/team": "", "groundwork.dev/owner": "" })],
  [
    space(),
    elsewhere(quota, { props: { ...quota.props, metadata: { namespace: "search" } } }),
    ...others,
  ],
  [
    space(),
    elsewhere(quota, { props: { spec: { hard: { cpu: "1", memory: "1Gi" } } } }),
    ...others,
  ],
  [
    inCluster(space(), "arn:dev", "one"),
    ...[quota, ...others].map((resource) => inCluster(resource, "arn:prod", "two")),
  ],
  // Two clusters of which a preview does not know what they are called.
  [
    inCluster(space(), "", "one"),
    ...[quota, ...others].map((resource) => inCluster(resource, "", "two")),
  ],
];
