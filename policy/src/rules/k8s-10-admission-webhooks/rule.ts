import type { Context } from "../../kit/context";
import { namespaceOf, selects } from "../../kit/namespace-selector";
import { allOf, type Node, some } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import { admissionWebhooks } from "./admission";

const group = "kubernetes:admissionregistration.k8s.io/v1";
const validating = `${group}:ValidatingWebhookConfiguration`;
const seconds = 10;
const wants = {
  timeout: `${seconds} or less`,
  rules: "groups or resources by name",
  selector: "a selector that leaves out kube-system and the webhook's own namespace",
};

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
const good = { clientConfig: service("checks"), namespaceSelector: optIn, rules: [pods] };
const webhooks = (...changes: object[]) => ({
  props: { webhooks: changes.map((change) => ({ ...good, ...change })) },
});

export const K8S10 = rule({
  id: "K8S-10",
  title: "A webhook that refuses when it is down stops neither the cluster nor itself.",
  severity: "high",
  types: [
    validating,
    `${group}:MutatingWebhookConfiguration`,
    `${validating}Patch`,
    `${group}:MutatingWebhookConfigurationPatch`,
  ],
  frameworks: ["AWS-EKS-BPG Reliability: Control plane"],
  onUnknown: "deny",
  enforcement: everywhere,
  prevention: [
    {
      by: "the server",
      what: "webhooks of people of teams, whose rights end at their namespaces",
      component: "groundwork:cluster:TeamNamespace",
    },
  ],
  fix: "Have its namespaceSelector leave out kube-system and its own namespace by kubernetes.io/metadata.name or take in labelled ones only, name the groups or resources, and answer in 10 seconds; or set failurePolicy to Ignore.",
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/control-plane.html",
  check(resource, ctx) {
    const isPatch = resource.type.endsWith("Patch");
    for (const webhook of resource.items("webhooks")) {
      judge(webhook, isPatch, ctx);
    }
  },
  admission: admissionWebhooks({ seconds, wants }),
  good: [
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
  ],
  bad: [
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
  ],
});

function judge(webhook: Node, isPatch: boolean, ctx: Context): void {
  const policy = webhook.at("failurePolicy");
  const refuses = policy.is((text) => text !== "Ignore");

  const timeout = webhook.known("timeoutSeconds", seconds);
  const slow = timeout.known ? timeout.value > seconds : "unknown";
  const place = webhook.at("timeoutSeconds");
  verdict(ctx, allOf([refuses, slow]), wants.timeout, place, policy);

  for (const entry of webhook.items("rules")) {
    const every = allOf([
      some(entry.items("apiGroups"), (name) => name === "*"),
      some(entry.items("resources"), (name) => name === "*" || name === "*/*"),
    ]);
    verdict(ctx, allOf([refuses, every]), wants.rules, entry, policy);
  }

  const selector = webhook.at("namespaceSelector");
  if (selector.absent && isPatch) {
    return; // The patch leaves the selector as it is.
  }
  const own = webhook.at("clientConfig.service.namespace");
  const spared = [namespaceOf("kube-system"), ...(own.absent ? [] : [own])];
  for (const namespace of spared) {
    const taken = allOf([refuses, selects(selector, namespace)]);
    verdict(ctx, taken, wants.selector, selector, namespace, policy);
  }
}
