import type { StackExample } from "../../../../policy/src/rules/example";

/** Parts of what charts render. */
type Made = StackExample[number];

export const rbac = "rbac.authorization.k8s.io/v1";
const hooks = "admissionregistration.k8s.io/v1";
const digest = `sha256:${"4f".repeat(32)}`;

export const made = (type: string, name: string, props: object): Made => ({
  type: `kubernetes:${type}`,
  name,
  props,
});
export const role = (
  name: string,
  ...rules: readonly (readonly [string[], string[], string[]])[]
) =>
  made(`${rbac}:ClusterRole`, name, {
    metadata: { name },
    rules: rules.map(([apiGroups, resources, verbs]) => ({ apiGroups, resources, verbs })),
  });
/** The role of a controller that keeps webhooks in order, as the settings say. */
export const keeping = (one: Made): Made => ({ ...one, settings: { controllers: [one.name] } });
export const bound = (name: string, namespace: string) =>
  made(`${rbac}:ClusterRoleBinding`, `${name}-binding`, {
    metadata: { name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
    subjects: [{ kind: "ServiceAccount", name, namespace }],
  });
const locked = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};
export const deployed = (name: string, namespace: string, image: string, more: object = {}) =>
  made("apps/v1:Deployment", name, {
    metadata: { name, namespace },
    spec: {
      replicas: 2,
      selector: { matchLabels: { "app.kubernetes.io/name": name } },
      template: {
        metadata: { labels: { "app.kubernetes.io/name": name } },
        spec: {
          serviceAccountName: name,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          containers: [{ name, image: `${image}@${digest}`, securityContext: locked, ...more }],
        },
      },
    },
  });
export const webhooks = (kind: "Mutating" | "Validating", name: string, ...all: object[]) =>
  made(`${hooks}:${kind}WebhookConfiguration`, `${name}-${kind.toLowerCase()}`, {
    metadata: { name },
    webhooks: all,
  });
export const at = (name: string, namespace: string) => ({
  clientConfig: { service: { name, namespace, path: "/check" } },
  admissionReviewVersions: ["v1"],
  sideEffects: "None",
  failurePolicy: "Fail",
});
export const on = (group: string, operations: string[], ...resources: string[]) => [
  { apiGroups: [group], apiVersions: ["*"], operations, resources },
];
export const needs = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
});
export const both = (...all: { matchExpressions: object[] }[]) => ({
  matchExpressions: all.flatMap(({ matchExpressions }) => matchExpressions),
});
export const [create, change] = [["CREATE"], ["CREATE", "UPDATE"]];
export const read = ["get", "list", "watch"];
export const write = ["create", "update", "patch", "delete"];
