import type { Example } from "../example";

const standing = { replicaCount: 2, configData: { "no-match-policy": "deny" } };
const release = (change: object = {}, values: object = {}) => ({
  props: {
    chart: "policy-controller",
    namespace: "cosign-system",
    values: { webhook: { ...standing, ...change }, ...values },
  },
});
const spread = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };
const except = (...values: string[]) => ({
  matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values }],
});
const noMatch = (policy: string) => ({ configData: { "no-match-policy": policy } });

export const good: readonly Example[] = [
  release(),
  release({ replicaCount: "3", podDisruptionBudget: { enabled: true, minAvailable: 1 } }),
  release({ affinity: {} }),
  release({ affinity: spread }),
  release({}, { cosign: { webhookTimeoutSeconds: { mutating: 10, validating: 5 } } }),
  release({ namespaceSelector: { matchLabels: { "policy.sigstore.dev/include": "true" } } }),
  release({ namespaceSelector: except("kube-system", "cosign-system") }),
  { ...release(noMatch("warn")), tier: "sandbox" },
  { ...release(noMatch("deny")), tier: "nonprod" },
  { props: { chart: "loki", values: { webhook: { replicaCount: 1 } } } },
  { props: { chart: "policy-controller-extras" } },
  { props: { chart: "my-policy-controller" } },
];

export const bad: readonly Example[] = [
  release({ replicaCount: 1 }),
  release({ replicaCount: undefined }),
  release({ podDisruptionBudget: { enabled: false } }),
  release({ affinity: { nodeAffinity: {} } }),
  release({}, { cosign: { webhookTimeoutSeconds: { mutating: 11 } } }),
  release({}, { cosign: { webhookTimeoutSeconds: { validating: 25 } } }),
  release({ webhookTimeoutSeconds: { defaulting: 11 } }),
  release({ webhookTimeoutSeconds: { validating: 30 } }),
  release({ namespaceSelector: {} }),
  release({ namespaceSelector: except("kube-system") }),
  release({ namespaceSelector: except("cosign-system") }),
  release({ configData: {} }),
  release(noMatch("warn")),
  release(noMatch("allow")),
  { ...release(noMatch("allow")), tier: "nonprod" },
  { ...release({ configData: undefined }), tier: "sandbox" },
  { props: { chart: "policy-controller" } },
  { props: { chart: "sigstore/policy-controller", values: {} } },
  { props: { chart: "oci://registry.example.com/charts/policy-controller" } },
  { props: { chart: "./policy-controller-0.10.3.tgz" } },
];
