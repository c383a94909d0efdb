import { everywhere, rule } from "../rule";
import { adminBindings } from "./admission";

export const bindings = "kubernetes:rbac.authorization.k8s.io/v1";
const forbidden = [
  "system:masters",
  "system:authenticated",
  "system:unauthenticated",
  "system:anonymous",
];
export const admin = {
  apiGroup: "rbac.authorization.k8s.io",
  kind: "ClusterRole",
  name: "cluster-admin",
};
const wantRole = "another role than cluster-admin";
const wantSubject = "a subject of your own";

export const K8S07 = rule({
  id: "K8S-07",
  title: "Nobody is bound to cluster-admin, and nothing to everyone or to system:masters.",
  severity: "critical",
  types: [
    `${bindings}:ClusterRoleBinding`,
    `${bindings}:RoleBinding`,
    `${bindings}:ClusterRoleBindingPatch`,
    `${bindings}:RoleBindingPatch`,
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
  ],
  fix: "Bind a role with the verbs that are needed to a group of your own; administrators come in by an access entry of the cluster.",
  link: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  check(resource, ctx) {
    const role = resource.at("roleRef.name");
    const isAdmin = role.is((name) => name === admin.name);
    if (isAdmin === "unknown") {
      ctx.unknown(role, wantRole);
    } else if (isAdmin) {
      ctx.violation({ path: role.path, want: wantRole, given: admin.name });
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
  admission: adminBindings({ role: admin.name, wantRole, subjects: forbidden, wantSubject }),
});
