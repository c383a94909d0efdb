import { everywhere, rule } from "../rule";
import { adminBindings } from "./admission";

const bindings = "kubernetes:rbac.authorization.k8s.io/v1";
const forbidden = [
  "system:masters",
  "system:authenticated",
  "system:unauthenticated",
  "system:anonymous",
];
const admin = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" };
const wantRole = "another role than cluster-admin";
const wantSubject = "a subject of your own";
const view = { ...admin, name: "view" };
const group = (name: string) => ({ kind: "Group", name });

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
  good: [
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
  ],
  bad: [
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
  ],
});
