import type { Context } from "../../kit/context";
import { namespaceOf, selects } from "../../kit/namespace-selector";
import { allOf, type Node, some } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import { admissionWebhooks } from "./admission";

export const group = "kubernetes:admissionregistration.k8s.io/v1";
export const validating = `${group}:ValidatingWebhookConfiguration`;
const seconds = 10;
const wants = {
  timeout: `${seconds} or less`,
  rules: "groups or resources by name",
  selector: "a selector that leaves out kube-system and the webhook's own namespace",
};

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
