import type { StackExample } from "../../../../policy/src/rules/example";
import {
  at,
  both,
  bound,
  change,
  create,
  deployed,
  keeping,
  made,
  needs,
  on,
  rbac,
  read,
  role,
  webhooks,
  write,
} from "./chart-parts";

/** What charts of the platform's tools render, without what no rule could judge. */

const certManager: StackExample = [
  webhooks("Validating", "cert-manager", {
    ...at("cert-manager-webhook", "cert-manager"),
    name: "webhook.cert-manager.io",
    namespaceSelector: needs("cert-manager.io/disable-validation", "NotIn", "true"),
    rules: [
      {
        ...{ apiGroups: ["cert-manager.io", "acme.cert-manager.io"], apiVersions: ["v1"] },
        ...{ operations: change, resources: ["*/*"] },
      },
    ],
    matchPolicy: "Equivalent",
    timeoutSeconds: 30,
  }),
  webhooks("Mutating", "cert-manager", {
    ...at("cert-manager-webhook", "cert-manager"),
    name: "webhook.cert-manager.io",
    rules: on("cert-manager.io", create, "certificaterequests"),
    matchPolicy: "Equivalent",
    timeoutSeconds: 30,
  }),
  role(
    "cert-manager",
    [["cert-manager.io"], ["certificates", "certificates/status"], [...read, "update", "patch"]],
    [["acme.cert-manager.io"], ["orders", "challenges"], [...read, "create", "delete"]],
    [[""], ["secrets"], [...read, ...write]],
    [["networking.k8s.io"], ["ingresses", "ingresses/finalizers"], [...read, ...write]],
    [["certificates.k8s.io"], ["certificatesigningrequests/status"], ["update", "patch"]],
    [["authorization.k8s.io"], ["subjectaccessreviews"], ["create"]],
  ),
  bound("cert-manager", "cert-manager"),
  made(`${rbac}:ClusterRole`, "cert-manager-view", {
    metadata: {
      name: "cert-manager-view",
      labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" },
    },
    rules: [{ apiGroups: ["cert-manager.io"], resources: ["certificates"], verbs: read }],
  }),
  made(`${rbac}:Role`, "tokens", {
    metadata: { name: "cert-manager-tokenrequest", namespace: "cert-manager" },
    rules: [
      {
        ...{ apiGroups: [""], resources: ["serviceaccounts/token"] },
        ...{ resourceNames: ["cert-manager"], verbs: ["create"] },
      },
    ],
  }),
  deployed("cert-manager", "cert-manager", "quay.io/jetstack/cert-manager-controller:v1.20.0"),
];

const externalDns: StackExample = [
  role(
    "external-dns",
    [[""], ["nodes", "pods", "services", "namespaces"], read],
    [["discovery.k8s.io"], ["endpointslices"], read],
    [["networking.k8s.io"], ["ingresses"], read],
    [["networking.istio.io"], ["gateways", "virtualservices"], read],
    [["externaldns.k8s.io"], ["dnsendpoints"], read],
    [["externaldns.k8s.io"], ["dnsendpoints/status"], ["*"]],
  ),
  bound("external-dns", "external-dns"),
  deployed("external-dns", "external-dns", "registry.k8s.io/external-dns/external-dns:v0.22.0", {
    args: ["--source=istio-gateway", "--policy=upsert-only", "--registry=txt", "--provider=aws"],
  }),
];

const ofController = needs("app.kubernetes.io/name", "NotIn", "aws-load-balancer-controller");
const service = at("aws-load-balancer-webhook-service", "kube-system");
const balancers: StackExample = [
  webhooks(
    "Mutating",
    "aws-load-balancer-webhook",
    {
      ...service,
      name: "mpod.elbv2.k8s.aws",
      namespaceSelector: needs("elbv2.k8s.aws/pod-readiness-gate-inject", "In", "enabled"),
      objectSelector: ofController,
      rules: on("", create, "pods"),
    },
    {
      ...service,
      name: "mservice.elbv2.k8s.aws",
      objectSelector: ofController,
      rules: on("", create, "services"),
    },
    {
      ...service,
      name: "alb-target-control.object.elbv2.k8s.aws",
      namespaceSelector: needs("elbv2.k8s.aws/alb-target-control-agent-injection", "DoesNotExist"),
      objectSelector: both(
        ofController,
        needs("elbv2.k8s.aws/alb-target-control-agent-inject", "In", "true"),
      ),
      rules: on("", create, "pods"),
    },
    {
      ...service,
      name: "mtargetgroupbinding.elbv2.k8s.aws",
      rules: on("elbv2.k8s.aws", change, "targetgroupbindings"),
    },
  ),
  webhooks(
    "Validating",
    "aws-load-balancer-webhook",
    {
      ...service,
      name: "vingressclassparams.elbv2.k8s.aws",
      objectSelector: ofController,
      rules: on("elbv2.k8s.aws", change, "ingressclassparams"),
    },
    {
      ...service,
      name: "vingress.elbv2.k8s.aws",
      matchPolicy: "Equivalent",
      rules: on("networking.k8s.io", change, "ingresses"),
    },
    {
      ...service,
      name: "vglobalaccelerator.aga.k8s.aws",
      namespaceSelector: {},
      objectSelector: {},
      rules: on("aga.k8s.aws", change, "globalaccelerators"),
      timeoutSeconds: 10,
    },
  ),
  role(
    "aws-load-balancer-controller",
    [[""], ["endpoints", "namespaces", "nodes", "pods", "secrets"], read],
    [[""], ["pods/status", "services/status"], ["patch", "update"]],
    [["elbv2.k8s.aws"], ["targetgroupbindings"], [...read, ...write]],
    [["extensions", "networking.k8s.io"], ["ingresses"], [...read, "patch", "update"]],
  ),
  bound("aws-load-balancer-controller", "kube-system"),
  deployed(
    "aws-load-balancer-controller",
    "kube-system",
    "public.ecr.aws/eks/aws-load-balancer-controller:v3.1.0",
  ),
];

const istio = ["security", "networking", "telemetry", "extensions"].map((of) => `${of}.istio.io`);
const injects = { ...at("istiod", "istio-system"), rules: on("", create, "pods") };
const istiod: StackExample = [
  webhooks(
    "Mutating",
    "istio-sidecar-injector",
    {
      ...injects,
      name: "rev.namespace.sidecar-injector.istio.io",
      namespaceSelector: both(
        needs("istio.io/rev", "In", "default"),
        needs("istio-injection", "DoesNotExist"),
      ),
      objectSelector: needs("sidecar.istio.io/inject", "NotIn", "false"),
    },
    {
      ...injects,
      name: "rev.object.sidecar-injector.istio.io",
      namespaceSelector: both(
        needs("istio.io/rev", "DoesNotExist"),
        needs("istio-injection", "DoesNotExist"),
      ),
      objectSelector: both(
        needs("sidecar.istio.io/inject", "NotIn", "false"),
        needs("istio.io/rev", "In", "default"),
      ),
    },
    {
      ...injects,
      name: "namespace.sidecar-injector.istio.io",
      namespaceSelector: needs("istio-injection", "In", "enabled"),
      objectSelector: needs("sidecar.istio.io/inject", "NotIn", "false"),
    },
    {
      ...injects,
      name: "object.sidecar-injector.istio.io",
      namespaceSelector: both(
        needs("istio-injection", "DoesNotExist"),
        needs("istio.io/rev", "DoesNotExist"),
      ),
      objectSelector: both(
        needs("sidecar.istio.io/inject", "In", "true"),
        needs("istio.io/rev", "DoesNotExist"),
      ),
    },
  ),
  webhooks("Validating", "istio-validator", {
    ...at("istiod", "istio-system"),
    name: "rev.validation.istio.io",
    objectSelector: needs("istio.io/rev", "In", "default"),
    rules: [{ apiGroups: istio, apiVersions: ["*"], operations: change, resources: ["*"] }],
  }),
  keeping(
    role(
      "istiod",
      [istio, ["*"], [...read, "update"]],
      [["networking.istio.io"], ["workloadentries"], [...read, ...write]],
      [["networking.k8s.io"], ["ingresses/status"], ["*"]],
      [["admissionregistration.k8s.io"], ["mutatingwebhookconfigurations"], [...read, "patch"]],
      [["certificates.k8s.io"], ["certificatesigningrequests/approval"], ["update", "create"]],
      [["authentication.k8s.io"], ["tokenreviews"], ["create"]],
      [["gateway.networking.k8s.io"], ["*"], [...read, "update", "patch"]],
      [[""], ["serviceaccounts", "services"], [...read, ...write]],
      [[""], ["secrets"], read],
    ),
  ),
  bound("istiod", "istio-system"),
  deployed("istiod", "istio-system", "docker.io/istio/pilot:1.29.0"),
];

const chosen = needs("policy.sigstore.dev/include", "In", "true");
const policyController: StackExample = [
  // The controller writes the rules itself once it runs.
  ...(["Mutating", "Validating"] as const).map((kind) =>
    webhooks(kind, "policy.sigstore.dev", {
      ...at("webhook", "cosign-system"),
      name: "policy.sigstore.dev",
      namespaceSelector: chosen,
    }),
  ),
  webhooks("Validating", "validating.clusterimagepolicy.sigstore.dev", {
    ...at("webhook", "cosign-system"),
    name: "validating.clusterimagepolicy.sigstore.dev",
    rules: on("policy.sigstore.dev", change, "clusterimagepolicies", "clusterimagepolicies/status"),
    matchPolicy: "Equivalent",
  }),
  keeping(
    role(
      "policy-controller",
      [[""], ["events"], ["create", "patch"]],
      [[""], ["secrets", "serviceaccounts"], ["get"]],
      [["admissionregistration.k8s.io"], ["validatingwebhookconfigurations"], [...read, "update"]],
      [["policy.sigstore.dev"], ["clusterimagepolicies"], [...read, "update", "patch"]],
      [["apps"], ["deployments", "replicasets", "statefulsets", "daemonsets"], ["get"]],
    ),
  ),
  bound("policy-controller", "cosign-system"),
  deployed("policy-controller", "cosign-system", "ghcr.io/sigstore/policy-controller:v0.13.0"),
];

export const charts: Readonly<Record<string, StackExample>> = {
  "cert-manager": certManager,
  "external-dns": externalDns,
  "aws-load-balancer-controller": balancers,
  istiod,
  "policy-controller": policyController,
};
