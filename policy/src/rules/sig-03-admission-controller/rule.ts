import { namespaceOf, selects } from "../../kit/namespace-selector";
import { allOf, type Node, type Truth } from "../../kit/node";
import { not, verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";

const seconds = 10;
/** Values of the chart that say how long the API server waits for an answer. */
const timeouts = [
  "cosign.webhookTimeoutSeconds.mutating",
  "cosign.webhookTimeoutSeconds.validating",
  "webhook.webhookTimeoutSeconds.defaulting",
  "webhook.webhookTimeoutSeconds.validating",
];

const good = { replicaCount: 2, configData: { "no-match-policy": "deny" } };
const release = (change: object = {}, values: object = {}) => ({
  props: {
    chart: "policy-controller",
    namespace: "cosign-system",
    values: { webhook: { ...good, ...change }, ...values },
  },
});
const spread = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };
const except = (...values: string[]) => ({
  matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values }],
});
const noMatch = (policy: string) => ({ configData: { "no-match-policy": policy } });

export const SIG03 = rule({
  id: "SIG-03",
  title:
    "Sigstore's policy-controller outlives a node, spares the system and says what it does with images of no policy.",
  severity: "high",
  types: ["kubernetes:helm.sh/v3:Release"],
  frameworks: ["AWS-EKS-BPG Reliability: Control plane"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Set webhook.replicaCount to 2 or more and webhook.configData.no-match-policy to deny (outside production warn will do), and leave disruption budget, affinity, timeouts and namespaceSelector as the chart has them.",
  link: "https://docs.sigstore.dev/policy-controller/overview/#admission-of-images",
  check(resource, ctx) {
    const chart = resource.at("chart");
    const applies = chart.is((name) => /(^|\/)policy-controller(-[\d.]+\.tgz)?$/.test(name));
    const refuse = (wrong: Truth, want: string, place: Node, ...others: Node[]) => {
      verdict(ctx, allOf([applies, wrong]), want, place, ...others, chart);
    };
    const webhook = resource.at("values.webhook");

    const replicas = webhook.known("replicaCount", 1);
    const few = replicas.known ? replicas.value < 2 : "unknown";
    refuse(few, "2 or more", webhook.at("replicaCount"));

    const budget = webhook.known("podDisruptionBudget.enabled", true);
    const none = budget.known ? !budget.value : "unknown";
    refuse(none, "true", webhook.at("podDisruptionBudget.enabled"));

    // The chart spreads the copies over nodes, unless it is given another affinity.
    const affinity = webhook.at("affinity");
    const apart = affinity.keys().length === 0 || !affinity.at("podAntiAffinity").absent;
    const together = affinity.unknown ? "unknown" : !apart;
    refuse(together, "a podAntiAffinity, or no affinity", affinity);

    for (const path of timeouts) {
      const timeout = resource.known(`values.${path}`, seconds);
      const slow = timeout.known ? timeout.value > seconds : "unknown";
      refuse(slow, `${seconds} or less`, resource.at(`values.${path}`));
    }

    // The chart takes in labelled namespaces only.
    const selector = webhook.at("namespaceSelector");
    const own = resource.at("namespace");
    for (const namespace of selector.absent ? [] : [namespaceOf("kube-system"), own]) {
      const want = "a selector that leaves out kube-system and the release's own namespace";
      refuse(selects(selector, namespace), want, selector, namespace);
    }

    const policy = webhook.at("configData.no-match-policy");
    const words = ctx.tier === "prod" ? ["deny"] : ["deny", "warn"];
    refuse(not(policy.is((word) => words.includes(word))), words.join(" or "), policy);
  },
  good: [
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
  ],
  bad: [
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
  ],
});
