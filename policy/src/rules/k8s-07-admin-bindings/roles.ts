import type { Context } from "../../kit/context";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not, some, type Truth } from "../../kit/node";
import { isListed } from "../../kit/listed";
import { verdict } from "../../kit/verdict";

const role = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
export const roleKinds = [role, `${role}Patch`] as const;

interface Escalation {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Whether the right is as good as all rights even on an object of this name. @default none is */
  readonly isMighty?: (name: string) => boolean;
  /** Whether the resource must be named: to read all of a group is common. */
  readonly byName?: true;
  /** Whether a controller that the settings list may have it. */
  readonly ofController?: true;
}

const rbac = ["rbac.authorization.k8s.io"];
const identities = ["", "authentication.k8s.io"];
const admission = ["admissionregistration.k8s.io"];
const webhooks = ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"];

/** Ways to get rights that the role does not list. https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks */
const escalations: readonly Escalation[] = [
  { groups: rbac, resources: ["roles", "clusterroles"], verbs: ["bind"], isMighty: isMightyRole },
  // Whoever escalates a role adds all rights to it, whichever it is.
  {
    groups: rbac,
    resources: ["roles", "clusterroles"],
    verbs: ["escalate"],
    isMighty: () => true,
  },
  {
    groups: identities,
    resources: ["users", "groups"],
    verbs: ["impersonate"],
    isMighty: (name) => name.startsWith("system:") && !everyone.includes(name),
  },
  {
    groups: identities,
    resources: ["serviceaccounts", "uids", "userextras"],
    verbs: ["impersonate"],
  },
  { groups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] },
  {
    groups: [""],
    resources: ["nodes/proxy"],
    verbs: ["get", "create"],
    isMighty: () => true,
    byName: true,
  },
  {
    groups: ["certificates.k8s.io"],
    resources: ["signers"],
    verbs: ["approve", "sign"],
    isMighty: (name) => clientSigners.includes(name),
  },
  {
    groups: admission,
    resources: webhooks,
    verbs: ["create", "delete", "deletecollection"],
  },
  // Whoever may change any webhook sends all objects to a server of its own.
  { groups: admission, resources: webhooks, verbs: ["update", "patch"], ofController: true },
  {
    groups: admission,
    resources: ["validating", "mutating"].flatMap((kind) => [
      `${kind}admissionpolicies`,
      `${kind}admissionpolicybindings`,
    ]),
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
  },
];

/** What everyone is anyway. */
const everyone = ["system:authenticated", "system:unauthenticated", "system:anonymous"];

/** Signers of certificates with which one logs in. https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers */
const clientSigners = [
  "kubernetes.io/*",
  "kubernetes.io/kube-apiserver-client",
  "kubernetes.io/kube-apiserver-client-kubelet",
];

/** Roles of Kubernetes' own that hold little. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings */
const slight = [
  ...["system:auth-delegator", "system:basic-user", "system:discovery", "system:monitoring"],
  ...["system:public-info-viewer", "system:service-account-issuer-discovery"],
];

/** Whether a role, bound in the whole cluster, comes to cluster-admin. */
function isMightyRole(name: string): boolean {
  const isOwn = ["cluster-admin", "admin", "edit"].includes(name);
  return isOwn || (name.startsWith("system:") && !slight.includes(name));
}

const wants = {
  all: "groups or resources by name",
  escalation:
    "no right to bind, impersonate, take tokens, approve certificates or change webhooks and admission policies but of named objects of little power, and none to escalate or to proxy nodes",
  aggregation: "a selector that asks for a label",
};

/** Reports a role of the cluster that comes to cluster-admin. */
export function judgeRole(resource: Judged, ctx: Context): void {
  const isController = isListed(ctx.settings, "controllers", resource.name);
  const asked = escalations.filter(({ ofController = false }) => !(ofController && isController));
  for (const rule of resource.items("rules")) {
    const all = allOf([has(rule, "apiGroups", "*"), has(rule, "resources", "*", "*/*")]);
    verdict(ctx, all, wants.all, rule);
    verdict(ctx, allOf([not(all), escalates(rule, asked)]), wants.escalation, rule);
  }
  for (const selector of resource.items("aggregationRule.clusterRoleSelectors")) {
    verdict(ctx, not(asks(selector)), wants.aggregation, selector);
  }
}

const has = (rule: Node, key: string, ...words: readonly string[]): Truth =>
  some(rule.items(key), (word) => words.includes(word));

function escalates(rule: Node, asked: readonly Escalation[]): Truth {
  const names = rule.items("resourceNames");
  return anyOf(
    asked.map(({ groups, resources, verbs, isMighty = () => false, byName = false }) => {
      const isHarmless = names.map((name) => name.is((text) => !isMighty(text)));
      return allOf([
        has(rule, "apiGroups", "*", ...groups),
        some(
          rule.items("resources"),
          (given) => !(byName && given === "*") && resources.some((one) => fits(given, one)),
        ),
        has(rule, "verbs", "*", ...verbs),
        not(allOf([names.length > 0, ...isHarmless])),
      ]);
    }),
  );
}

/** A resource of a rule may be all, or one subresource of all. */
const fits = (given: string, resource: string): boolean =>
  given === "*" ||
  given === resource ||
  (resource === "userextras" && given.startsWith(`${resource}/`)) ||
  (given.startsWith("*/") && resource.endsWith(given.slice(1)));

/** Whether a selector takes only roles that someone has labelled for it. */
function asks(selector: Node): Truth {
  const labels = selector.at("matchLabels");
  const positive = selector
    .items("matchExpressions")
    .map((one) => one.at("operator").is((operator) => ["In", "Exists"].includes(operator)));
  return anyOf([labels.unknown ? "unknown" : labels.keys().length > 0, ...positive]);
}
