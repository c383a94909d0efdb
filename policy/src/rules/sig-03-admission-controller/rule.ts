import { namespaceOf, selects } from "../../kit/namespace-selector";
import { allOf, type Node, not, type Truth } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";

const seconds = 10;
/** Values of the chart that say how long the API server waits for an answer. */
const timeouts = [
  "cosign.webhookTimeoutSeconds.mutating",
  "cosign.webhookTimeoutSeconds.validating",
  "webhook.webhookTimeoutSeconds.defaulting",
  "webhook.webhookTimeoutSeconds.validating",
];

export const SIG03 = rule({
  id: "SIG-03",
  title:
    "Sigstore's policy-controller survives the loss of a node, spares the system and decides on images without a policy.",
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

    // The chart spreads the copies over nodes, unless values set another affinity.
    const affinity = webhook.at("affinity");
    const apart = affinity.keys().length === 0 || !affinity.at("podAntiAffinity").absent;
    const together = affinity.unknown ? "unknown" : !apart;
    refuse(together, "a podAntiAffinity, or no affinity", affinity);

    for (const path of timeouts) {
      const timeout = resource.known(`values.${path}`, seconds);
      const slow = timeout.known ? timeout.value > seconds : "unknown";
      refuse(slow, `${seconds} or less`, resource.at(`values.${path}`));
    }

    // The chart judges labelled namespaces only.
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
});
