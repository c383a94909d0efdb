import type { Context } from "../../kit/context";
import { namespaceOf, selects } from "../../kit/namespace-selector";
import { allOf, anyOf, type Node, not } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import { admissionWebhooks } from "./admission";
import { leaseNamespace, takesLabelledOnly, weightOf } from "./weight";

export const group = "kubernetes:admissionregistration.k8s.io/v1";
export const validating = `${group}:ValidatingWebhookConfiguration`;
const seconds = 10;
const wants = {
  timeout: `${seconds} or less`,
  rules: "groups or resources by name",
  vital: "no leases, nodes or other kinds that the cluster itself lives by",
  selector:
    "a selector that leaves out kube-system, the webhook's own namespace and, of leases, kube-node-lease",
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
  fix: "Have its namespaceSelector leave out kube-system and its own namespace by kubernetes.io/metadata.name or take in labelled ones only, name the groups or resources, leave out leases, nodes and other kinds that the cluster lives by, and answer in 10 seconds; or set failurePolicy to Ignore.",
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

  const weighty = webhook.items("rules").map((entry) => weightOf(entry));
  const needed = webhook.at("rules").absent
    ? isPatch
    : anyOf(weighty.map((weight) => weight.needed));
  const timeout = webhook.known("timeoutSeconds", seconds);
  const slow = timeout.known ? timeout.value > seconds : "unknown";
  const place = webhook.at("timeoutSeconds");
  const heavy = anyOf([needed, ...weighty.map(({ vital }) => vital)]);
  verdict(ctx, allOf([refuses, slow, heavy]), wants.timeout, place, policy, webhook.at("rules"));

  const optsIn = takesLabelledOnly(webhook.at("objectSelector"));
  for (const { entry, every } of weighty) {
    verdict(ctx, allOf([refuses, every]), wants.rules, entry, policy);
  }
  const chosen = webhook.at("objectSelector");
  for (const { entry, vital } of weighty) {
    verdict(ctx, allOf([refuses, not(optsIn), vital]), wants.vital, entry, policy, chosen);
  }

  const selector = webhook.at("namespaceSelector");
  if (selector.absent && isPatch) {
    return; // The patch leaves the selector as it is.
  }
  const own = webhook.at("clientConfig.service.namespace");
  const spared = [namespaceOf("kube-system"), ...(own.absent ? [] : [own])];
  const taken = [
    ...spared.map((namespace) => selects(selector, namespace)),
    ...weighty.map((weight) =>
      allOf([weight.leases, selects(selector, namespaceOf(leaseNamespace))]),
    ),
  ];
  const wrong = allOf([refuses, needed, not(optsIn), anyOf(taken)]);
  const others = [own, policy, chosen, webhook.at("rules")];
  verdict(ctx, wrong, wants.selector, selector, ...others);
}
