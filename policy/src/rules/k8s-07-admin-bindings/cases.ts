import type { Example } from "../example";
import { admin, bindings } from "./rule";

const view = { ...admin, name: "view" };
const group = (name: string) => ({ kind: "Group", name });

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
];
