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
const webhooks = (...changes: object[]) => ({
  props: { webhooks: changes.map((change) => ({ ...narrow, ...change })) },
});

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
  webhooks({ rules: [{ ...pods, resources: ["*"] }] }),
  { type: `${validating}Patch`, props: { webhooks: [{ name: "a", clientConfig: {} }] } },
  { ...webhooks({}), type: `${group}:MutatingWebhookConfiguration` },
];

export const bad: readonly Example[] = [
  webhooks({ timeoutSeconds: 11 }),
  webhooks({ timeoutSeconds: "30" }),
  webhooks({ failurePolicy: "Fail", namespaceSelector: undefined }),
  webhooks({ namespaceSelector: {} }),
  webhooks({ namespaceSelector: except("kube-system") }),
  webhooks({ namespaceSelector: except("checks") }),
  webhooks({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "checks" } } }),
  webhooks({ namespaceSelector: expression("In") }),
  webhooks({ namespaceSelector: expression("Exists") }),
  webhooks({ namespaceSelector: expression("NotIn", "team") }),
  webhooks({ namespaceSelector: expression("DoesNotExist", "team") }),
  webhooks({ rules: [pods, all] }),
  webhooks({ rules: [{ ...all, resources: ["*/*"] }] }),
  webhooks({ rules: [{ ...all, apiGroups: ["apps", "*"], resources: ["pods", "*"] }] }),
  webhooks({}, { timeoutSeconds: 30 }),
  { ...webhooks({ timeoutSeconds: 30 }), tier: "sandbox" },
  { ...webhooks({ rules: [all] }), type: `${group}:MutatingWebhookConfiguration` },
  { type: `${validating}Patch`, props: { webhooks: [{ name: "a", timeoutSeconds: 30 }] } },
  { type: `${validating}Patch`, props: { webhooks: [{ name: "a", namespaceSelector: {} }] } },
  {
    type: `${group}:MutatingWebhookConfigurationPatch`,
    props: { webhooks: [{ name: "a", rules: [all] }] },
  },
];
