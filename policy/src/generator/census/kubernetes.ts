import { type Answer, listed } from "./answer";

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const withdrawn = listed(
  "apps/v1beta* extensions/* batch/v1beta1:* batch/v2alpha1:* policy/v1beta1:* settings.k8s.io/*",
  "rbac.authorization.k8s.io/v1alpha* rbac.authorization.k8s.io/v1beta*",
  "networking.k8s.io/v1alpha* networking.k8s.io/v1beta1:Ingress*",
  "admissionregistration.k8s.io/v1alpha* admissionregistration.k8s.io/v1beta1:*Webhook*",
  "certificates.k8s.io/v1beta1:CertificateSigningRequest*",
  "flowcontrol.apiserver.k8s.io/v1alpha* flowcontrol.apiserver.k8s.io/v1beta*",
);
const all = ["document", "principal", "network", "secret"] as const;

/** Answers for the kinds of the kubernetes provider. */
export const kubernetes: readonly Answer[] = [
  ...all.map((aspect): Answer => ({ aspect, by: "list", kinds: ["*List"] })),
  { aspect: "document", by: "K8S-10" },
  { aspect: "document", by: "K8S-07" },
  { aspect: "principal", by: "K8S-07" },
  { aspect: "network", by: "K8S-01", names: ["hostPort", "hostNetwork"] },
  ...all.map((aspect): Answer => ({ aspect, by: "withdrawn", kinds: withdrawn })),
  { aspect: "document", by: "namespaced", kinds: ["rbac.authorization.k8s.io/v1:Role*"] },
  { aspect: "document", by: "language", kinds: ["admissionregistration.k8s.io/*"] },
  { aspect: "principal", by: "GR-05", names: ["serviceAccountName"] },
  {
    aspect: "principal",
    by: "declared",
    names: ["serviceAccountName", "automountServiceAccountToken"],
  },
  { aspect: "principal", by: "server", kinds: ["certificates.k8s.io/*", "flowcontrol*"] },
  { aspect: "network", by: "GR-02", names: ["ingress", "egress"] },
  { aspect: "network", by: "patched", kinds: ["networking.k8s.io/v1:NetworkPolicyPatch"] },
  { aspect: "network", by: "place", names: ["cidrs", "podCIDRs"] },
  { aspect: "network", by: "NET-01", names: ["externalIPs", "loadBalancerSourceRanges"] },
  { aspect: "network", by: "guarded", names: ["nodePort"] },
  { aspect: "network", by: "GR-03", names: ["host"] },
  { aspect: "secret", by: "plain" },
];
