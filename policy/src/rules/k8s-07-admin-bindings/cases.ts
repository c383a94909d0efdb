import type { Example } from "../example";
import { roleKinds } from "./roles";
import { admin, bindings } from "./rule";

const view = { ...admin, name: "view" };
const group = (name: string) => ({ kind: "Group", name });

const [clusterRole, rolePatch] = roleKinds;
const rbac = "rbac.authorization.k8s.io";
const role = (rule: object) => ({
  type: clusterRole,
  props: { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"], ...rule }] },
});
const named = (resources: string[], verbs: string[], ...resourceNames: string[]) => ({
  resources,
  verbs,
  resourceNames,
});
const binds = (...names: string[]) =>
  role({ apiGroups: [rbac], ...named(["clusterroles"], ["bind"], ...names) });
const signs = (verb: string, ...names: string[]) =>
  role({ apiGroups: ["certificates.k8s.io"], ...named(["signers"], [verb], ...names) });
const admits = (resource: string, verbs: string[], ...names: string[]) =>
  role({ apiGroups: ["admissionregistration.k8s.io"], ...named([resource], verbs, ...names) });
const hooks = "mutatingwebhookconfigurations";
const strong = [
  "kube-controller-manager node kubelet-api-admin",
  "certificates.k8s.io:kube-apiserver-client-approver",
  "controller:clusterrole-aggregation-controller controller:generic-garbage-collector",
  "controller:namespace-controller controller:cronjob-controller controller:daemon-set-controller",
  "controller:deployment-controller controller:job-controller controller:replicaset-controller",
  "controller:replication-controller controller:statefulset-controller",
].flatMap((row) => row.split(" ").map((name) => `system:${name}`));
const aggregated = (...clusterRoleSelectors: object[]) => ({
  type: clusterRole,
  props: { aggregationRule: { clusterRoleSelectors } },
});
const expression = (operator: string) => ({
  matchExpressions: [{ key: "example.com/add", operator, values: ["monitoring"] }],
});

export const good: readonly Example[] = [
  { props: { roleRef: view, subjects: [group("team-payments")] } },
  {
    type: `${bindings}:RoleBinding`,
    props: { roleRef: { kind: "Role", name: "deploy" }, subjects: [] },
  },
  {
    props: { roleRef: { ...admin, name: "cluster-admins" }, subjects: [group("oidc:platform")] },
  },
  { type: `${bindings}:ClusterRoleBindingPatch`, props: { metadata: { name: "cluster-admin" } } },
  { props: { roleRef: view, subjects: [group("system:serviceaccounts:payments")] } },
  role({}),
  role({ verbs: ["*"] }),
  role({ apiGroups: ["*"] }),
  role({ apiGroups: ["cert-manager.io"], resources: ["*"], verbs: ["*"] }),
  role({ resources: ["*"], verbs: ["get", "list", "watch"] }),
  role({ apiGroups: [rbac], resources: ["roles"], verbs: ["get", "create"] }),
  role({
    apiGroups: [rbac],
    resources: ["clusterroles"],
    verbs: ["bind"],
    resourceNames: ["view"],
  }),
  role({ resources: ["serviceaccounts/token"], verbs: ["create"], resourceNames: ["issuer"] }),
  binds("view", "system:auth-delegator", "team-reader"),
  binds("system:basic-user", "system:discovery", "system:monitoring"),
  binds("system:public-info-viewer", "system:service-account-issuer-discovery"),
  role(named(["users"], ["impersonate"], "jane@example.com", "system:anonymous")),
  role(named(["groups"], ["impersonate"], "oidc:platform", "system:authenticated")),
  role(named(["serviceaccounts"], ["impersonate"], "deployer")),
  role({ resources: ["nodes/metrics", "nodes/stats"], verbs: ["get"] }),
  role({ resources: ["services/proxy"], verbs: ["get", "create"] }),
  role({ resources: ["nodes/proxy"], verbs: ["list"] }),
  signs("approve", "kubernetes.io/kubelet-serving", "kubernetes.io/legacy-unknown"),
  signs("sign", "issuers.cert-manager.io/*"),
  role({
    apiGroups: ["certificates.k8s.io"],
    ...{ resources: ["certificatesigningrequests/approval"], verbs: ["update"] },
  }),
  admits(hooks, ["get", "list", "watch"]),
  { ...admits(hooks, ["update", "patch"]), name: "istiod", settings: { controllers: ["istiod"] } },
  admits(hooks, ["*"], "cert-manager-webhook"),
  admits("validatingadmissionpolicies", ["get", "list", "watch"]),
  admits("validatingadmissionpolicies/status", ["update"]),
  { props: { roleRef: { ...admin, name: "system:auth-delegator" }, subjects: [group("oidc:x")] } },
  role({ resources: ["serviceaccounts"], verbs: ["create"] }),
  role({ resources: ["*/scale"], verbs: ["*"] }),
  role({ apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["*"] }),
  role({ apiGroups: [rbac], resources: ["roles/scopes"], verbs: ["*"] }),
  aggregated({ matchLabels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } }),
  aggregated(expression("In")),
  aggregated(expression("Exists")),
  { type: rolePatch, props: { metadata: { name: "all" } } },
];

export const bad: readonly Example[] = [
  {
    props: { roleRef: admin, subjects: [group("team-payments")] },
    says: "given cluster-admin",
  },
  {
    props: { roleRef: view, subjects: [group("team-payments"), group("system:authenticated")] },
    says: "subjects[1].name: want a subject of your own, given system:authenticated",
  },
  { props: { roleRef: view, subjects: [{ kind: "User", name: "system:anonymous" }] } },
  {
    type: `${bindings}:RoleBinding`,
    props: { roleRef: view, subjects: [group("system:masters")] },
  },
  {
    type: `${bindings}:ClusterRoleBindingPatch`,
    props: { subjects: [group("system:unauthenticated")] },
  },
  { type: `${bindings}:RoleBindingPatch`, props: { roleRef: admin } },
  { props: { roleRef: { ...admin, name: "edit" }, subjects: [group("system:serviceaccounts")] } },
  { props: { roleRef: view, subjects: [group("system:nodes")] } },
  role({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }),
  role({ apiGroups: ["*"], resources: ["*"] }),
  role({ apiGroups: ["apps", "*"], resources: ["pods", "*/*"] }),
  role({ apiGroups: [rbac], resources: ["*"], verbs: ["*"] }),
  role({ apiGroups: [rbac], resources: ["roles"], verbs: ["escalate"] }),
  role({ apiGroups: [rbac], resources: ["clusterroles"], verbs: ["get", "bind"] }),
  role({ apiGroups: ["*"], resources: ["clusterroles"], verbs: ["*"], resourceNames: [] }),
  role({ resources: ["*"], verbs: ["*"] }),
  role({ resources: ["users"], verbs: ["impersonate"] }),
  role({ resources: ["groups"], verbs: ["impersonate"] }),
  role({ resources: ["serviceaccounts"], verbs: ["impersonate"] }),
  role({ apiGroups: ["authentication.k8s.io"], resources: ["uids"], verbs: ["impersonate"] }),
  role({ apiGroups: ["authentication.k8s.io"], resources: ["userextras/scopes"], verbs: ["*"] }),
  role({ resources: ["serviceaccounts/token"], verbs: ["create"] }),
  role({ resources: ["*/token"], verbs: ["create"] }),
  ...["cluster-admin", "admin", "edit", "system:kube-controller-manager"].map((name) =>
    binds("view", name),
  ),
  role({ apiGroups: [rbac], ...named(["clusterroles"], ["escalate"], "view") }),
  role(named(["groups"], ["impersonate"], "oidc:platform", "system:masters")),
  role(named(["users"], ["*"], "system:kube-controller-manager")),
  role({ resources: ["nodes/proxy"], verbs: ["get"] }),
  role({ resources: ["*/proxy"], verbs: ["create"] }),
  role(named(["nodes/proxy"], ["*"], "node-a")),
  signs("approve"),
  signs("sign", "kubernetes.io/kube-apiserver-client"),
  signs("approve", "kubernetes.io/kube-apiserver-client-kubelet"),
  signs("*", "kubernetes.io/*"),
  ...["create", "update", "patch", "delete", "deletecollection"].map((verb) =>
    admits(hooks, ["get", verb]),
  ),
  admits("validatingwebhookconfigurations", ["*"]),
  admits("validatingwebhookconfigurations", ["patch"]),
  { ...admits(hooks, ["patch"]), settings: { controllers: ["istiod"] } },
  { ...admits(hooks, ["create"]), name: "istiod", settings: { controllers: ["istiod"] } },
  {
    ...admits("validatingadmissionpolicies", ["update"]),
    name: "istiod",
    settings: { controllers: ["istiod"] },
  },
  ...["create", "update", "patch", "delete", "deletecollection"].map((verb) =>
    admits("validatingadmissionpolicies", [verb]),
  ),
  ...["validatingadmissionpolicybindings", "mutatingadmissionpolicies"].map((resource) =>
    admits(resource, ["update"]),
  ),
  admits("mutatingadmissionpolicybindings", ["*"]),
  ...strong.map((name) => ({
    props: { roleRef: { ...admin, name }, subjects: [group("team-payments")] },
    says: `given ${name}`,
  })),
  aggregated({}),
  aggregated({ matchLabels: { a: "b" } }, { matchLabels: {} }),
  aggregated(expression("NotIn")),
  aggregated(expression("DoesNotExist")),
  { type: rolePatch, props: role({ apiGroups: ["*"], resources: ["*"] }).props },
];
