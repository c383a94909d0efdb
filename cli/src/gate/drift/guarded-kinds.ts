/** A value that the API server or an admission webhook adds by itself. */
export interface Default {
  /** Path in the object, with `[]` for any item of a list. */
  readonly path: string;
  /** The added value. @default any value, and all below it */
  readonly value?: unknown;
}

const selection = (at: string): Default[] => [
  { path: `${at}.matchPolicy`, value: "Equivalent" },
  { path: `${at}.namespaceSelector`, value: {} },
  { path: `${at}.objectSelector`, value: {} },
  { path: `${at}.resourceRules[].scope`, value: "*" },
  { path: `${at}.excludeResourceRules[].scope`, value: "*" },
];
const rbac = "kubernetes:rbac.authorization.k8s.io/v1";
const subjects: readonly Default[] = ["", "rbac.authorization.k8s.io"].map((value) => ({
  path: "subjects[].apiGroup",
  value,
}));
const roleRef: Default = { path: "roleRef.apiGroup", value: "rbac.authorization.k8s.io" };
const security = "kubernetes:security.istio.io";

/**
 * Kinds that guard a cluster or a team. In these, a field that nobody declares can be as harmful as an
 * appended item, so each field that is not the server's default is drift.
 * https://kubernetes.io/docs/reference/kubernetes-api/ has the defaults;
 * https://github.com/sigstore/policy-controller/blob/v0.13.0/pkg/apis/policy/v1beta1/clusterimagepolicy_defaults.go
 */
const guarded: Readonly<Record<string, readonly Default[]>> = {
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy": [
    { path: "spec.failurePolicy", value: "Fail" },
    ...selection("spec.matchConstraints"),
  ],
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding":
    selection("spec.matchResources"),
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": [
    { path: "spec.policyTypes", value: ["Ingress"] },
    { path: "spec.policyTypes", value: ["Ingress", "Egress"] },
    { path: "spec.ingress[].ports[].protocol", value: "TCP" },
    { path: "spec.egress[].ports[].protocol", value: "TCP" },
  ],
  [`${rbac}:Role`]: [],
  // The controller fills in the rules of an aggregated role.
  [`${rbac}:ClusterRole`]: [{ path: "rules" }],
  [`${rbac}:RoleBinding`]: [...subjects, roleRef],
  [`${rbac}:ClusterRoleBinding`]: [...subjects, roleRef],
  "kubernetes:core/v1:ResourceQuota": [],
  "kubernetes:core/v1:LimitRange": [
    { path: "spec.limits[].default" },
    { path: "spec.limits[].defaultRequest" },
  ],
  ...Object.fromEntries(
    ["v1", "v1beta1"].flatMap((version) =>
      ["AuthorizationPolicy", "PeerAuthentication", "RequestAuthentication"].map(
        (kind) => [`${security}/${version}:${kind}`, []] as const,
      ),
    ),
  ),
  "kubernetes:networking.istio.io/v1:Gateway": [],
  "kubernetes:networking.istio.io/v1:VirtualService": [],
  "kubernetes:policy.sigstore.dev/v1beta1:ClusterImagePolicy": [
    { path: "spec.mode", value: "enforce" },
    { path: "spec.authorities[].name" },
    { path: "spec.authorities[].keyless.url", value: "https://fulcio.sigstore.dev" },
  ],
  "kubernetes:argoproj.io/v1alpha1:AppProject": [],
};

/** What the server adds to objects of a kind that guards; undefined of any other kind. */
export const defaultsOf = (type: string): readonly Default[] | undefined =>
  Object.hasOwn(guarded, type) ? guarded[type] : undefined;

/** Lists to which a server adds items of its own, by kind. */
const shared: Readonly<Record<string, readonly string[]>> = {
  // Admission adds the token's volume, tolerations, and what sidecar and identity webhooks inject.
  "kubernetes:core/v1:Pod": ["spec"],
  "kubernetes:core/v1:Service": ["spec.clusterIPs", "spec.ipFamilies"],
  "kubernetes:core/v1:ServiceAccount": ["secrets", "imagePullSecrets"],
};

export const sharedListsOf = (type: string): readonly string[] =>
  Object.hasOwn(shared, type) ? (shared[type] ?? []) : [];

/** Starts of labels and annotations that switch a guard on or off, or give rights, by kind. */
const switches: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "kubernetes:core/v1:Namespace": {
    labels: ["pod-security.kubernetes.io/", "istio-injection", "istio.io/", "policy.sigstore.dev/"],
  },
  "kubernetes:core/v1:ServiceAccount": { annotations: ["eks.amazonaws.com/"] },
  [`${security}/v1:AuthorizationPolicy`]: { annotations: ["istio.io/dry-run"] },
  [`${security}/v1beta1:AuthorizationPolicy`]: { annotations: ["istio.io/dry-run"] },
};

/** Whether a label or an annotation of a kind switches a guard. */
export const isSwitch = (type: string, part: string, key: string): boolean => {
  const parts = Object.hasOwn(switches, type) ? switches[type] : undefined;
  return parts?.[part]?.some((start) => key.startsWith(start)) ?? false;
};
