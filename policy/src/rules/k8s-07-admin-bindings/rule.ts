import { widening } from "../../kit/settings";
import { everywhere, rule } from "../rule";
import { adminBindings } from "./admission";
import { judgeRole, roleKinds } from "./roles";

export const bindings = "kubernetes:rbac.authorization.k8s.io/v1";
/** Everyone, every pod, every node, and the group that no right is asked of. */
const forbidden = [
  "system:masters",
  "system:authenticated",
  "system:unauthenticated",
  "system:anonymous",
  "system:serviceaccounts",
  "system:nodes",
];
const bindingKinds = ["ClusterRoleBinding", "RoleBinding"].map((kind) => `${bindings}:${kind}`);
export const admin = {
  apiGroup: "rbac.authorization.k8s.io",
  kind: "ClusterRole",
  name: "cluster-admin",
};
/** Roles of Kubernetes' own that come to cluster-admin: they read all secrets, run pods anywhere or take any right. */
const strong = [
  admin.name,
  "system:kube-controller-manager",
  "system:node",
  "system:kubelet-api-admin",
  "system:certificates.k8s.io:kube-apiserver-client-approver",
  ...[
    "clusterrole-aggregation-controller",
    "generic-garbage-collector",
    "namespace-controller",
  ].map(ofController),
  ...["cronjob", "daemon-set", "deployment", "job", "replicaset", "replication", "statefulset"].map(
    (kind) => ofController(`${kind}-controller`),
  ),
];
const wantRole = "another role than cluster-admin and its equals";
const wantSubject = "a subject of your own";

function ofController(name: string): string {
  return `system:controller:${name}`;
}

export const K8S07 = rule({
  id: "K8S-07",
  title:
    "Nobody is bound to cluster-admin or made equal to it, and nothing to everyone, every pod or system:masters.",
  severity: "critical",
  types: [
    `${bindings}:ClusterRoleBinding`,
    `${bindings}:RoleBinding`,
    `${bindings}:ClusterRoleBindingPatch`,
    `${bindings}:RoleBindingPatch`,
    ...roleKinds,
  ],
  frameworks: ["CIS-EKS-1.4 4.1.1", "CIS-EKS-1.4 4.1.7"],
  onUnknown: "deny",
  enforcement: everywhere,
  prevention: [
    {
      by: "the server",
      what: "bindings by people of teams, whose rights end at their namespaces",
      component: "groundwork:cluster:TeamNamespace",
    },
    { by: "the server", what: "roles with rights that whoever writes them has not" },
  ],
  settings: { controllers: widening },
  fix: "Bind a role with the verbs that are needed to a group of your own; administrators come in by an access entry of the cluster; name the webhooks that a controller updates, or list its role, by logical name, in the setting `controllers`.",
  link: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  check(resource, ctx) {
    judgeRole(resource, ctx);
    const role = resource.at("roleRef.name");
    const isAdmin = role.is((name) => strong.includes(name));
    if (isAdmin === "unknown") {
      ctx.unknown(role, wantRole);
    } else if (isAdmin) {
      ctx.violation({ path: role.path, want: wantRole, given: role.text });
    }
    for (const subject of resource.items("subjects")) {
      const name = subject.at("name");
      const isForbidden = name.is((text) => forbidden.includes(text));
      if (isForbidden === "unknown") {
        ctx.unknown(name, wantSubject);
      } else if (isForbidden) {
        ctx.violation({ path: name.path, want: wantSubject, given: name.text });
      }
    }
  },
  admission: adminBindings({
    ...{ roles: strong, wantRole, subjects: forbidden, wantSubject },
    kinds: bindingKinds,
  }),
});
