import type { StackExample } from "../example";

type Made = StackExample[number];

const host = "billing.live.example.com";
const virtualService = "kubernetes:networking.istio.io/v1:VirtualService";
const olderServices = ["v1beta1", "v1alpha3"].map(
  (version) => `kubernetes:networking.istio.io/${version}:VirtualService`,
);
const httpRoute = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
const otherRoutes = [
  "kubernetes:gateway.networking.k8s.io/v1beta1:HTTPRoute",
  "kubernetes:gateway.networking.k8s.io/v1:GRPCRoute",
];

const service = (namespace: unknown, spec: object = {}, type = virtualService): Made => ({
  type,
  name: `of-${String(namespace)}`,
  props: {
    metadata: { name: "web", namespace },
    spec: { hosts: [host], gateways: ["istio-ingress/platform"], ...spec },
  },
});
const parent = { namespace: "istio-ingress", name: "platform" };
const route = (namespace: string, spec: object = {}, type = httpRoute): Made => ({
  type,
  name: `of-${namespace}`,
  props: {
    metadata: { name: "web", namespace },
    spec: { hostnames: [host], parentRefs: [parent], ...spec },
  },
});
const inCluster = (made: Made, cluster: string): Made => ({
  ...made,
  provider: { name: cluster, props: { clusterIdentifier: cluster } },
});

const ingress = (namespace: string, spec: object = {}, annotations: object = {}): Made => ({
  type: "kubernetes:networking.k8s.io/v1:Ingress",
  name: `of-${namespace}`,
  props: {
    metadata: { name: "web", namespace, annotations },
    spec: { ingressClassName: "public", rules: [{ host }], ...spec },
  },
});
const [ofClass, noted] = [
  { ingressClassName: undefined },
  { "kubernetes.io/ingress.class": "public" },
];
const inStack = (made: Made, stack: string): Made => ({ ...made, stack: `workspace.${stack}` });
const declared = (made: Made, ...hosts: string[]): StackExample => [
  { ...made, settings: { hosts } },
];
const [billing, shop] = [`billing:${host}`, "shop:shop.live.example.com"];
const space = (name: string): Made => ({
  type: "kubernetes:core/v1:Namespace",
  name,
  props: { metadata: { name } },
});

export const routeGood: readonly StackExample[] = [
  [service("billing"), service("shop", { hosts: ["shop.live.example.com"] })],
  [service("billing")],
  [service("billing"), { ...service("billing"), name: "second" }],
  [service("billing"), service("shop", { gateways: ["mesh"] })],
  [service("billing"), service("shop", { gateways: undefined })],
  [service("billing"), service("shop", { gateways: ["istio-ingress/internal"] })],
  [service("billing", { gateways: ["own"] }), service("shop", { gateways: ["own"] })],
  [service("billing"), service("istio-ingress", { gateways: ["platform"] })],
  [service("billing"), service("istio-ingress", { gateways: ["./platform"] })],
  [service("billing"), route("shop")],
  [inCluster(service("billing"), "arn:dev"), inCluster(service("shop"), "arn:prod")],
  [route("billing"), route("shop", { hostnames: ["shop.live.example.com"] })],
  [route("billing"), route("istio-ingress", { parentRefs: [{ name: "platform" }] })],
  [
    route("billing", { parentRefs: [{ ...parent, sectionName: "https" }] }),
    route("shop", { parentRefs: [{ ...parent, sectionName: "http" }] }),
  ],
  [route("billing"), route("shop", { parentRefs: [{ name: "platform" }] })],
  [route("billing"), route("shop", { hostnames: undefined })],
  [ingress("billing"), ingress("shop", { ingressClassName: "internal" })],
  [ingress("billing"), ingress("shop", ofClass, { "kubernetes.io/ingress.class": "internal" })],
  [ingress("billing"), ingress("shop", { rules: [{ host: "shop.live.example.com" }, {}] })],
  [ingress("billing", { rules: [{}] }), ingress("shop", { rules: [{ host: "" }] })],
  [ingress("billing"), service("shop")],
  [service("billing"), service("shop", { hosts: ["*.illing.live.example.com"] })],
  [service("billing", { hosts: [""] }), service("shop", { hosts: [""] })],
  [route("billing", { hostnames: [""] }), route("shop", { hostnames: [""] })],
  [ingress("billing"), ingress("shop", { ingressClassName: "billing/public" })],
  [service("billing", { gateways: ["./own"] }), service("shop", { gateways: ["./own"] })],
  [service("billing"), service("shop", { hosts: ["*.test.example.com", "xlive.example.com"] })],
  [inStack(service("billing"), "billing.dev"), inStack(service("billing"), "billing.prod")],
  declared(service("billing"), billing, shop),
  declared(service("billing"), shop, `shop:${host}`, billing),
  declared(service("shop", { hosts: ["new.live.example.com"] }), billing, shop),
  declared(service("shop", { gateways: ["mesh"] }), billing),
  declared(service("shop", { gateways: ["mine"] }), billing),
  declared(service("shop", { hosts: ["*.test.example.com"] }), billing, shop),
  declared(service("shop", { hosts: ["*.shop.live.example.com"] }), billing, shop),
  declared(service("shop", { hosts: ["*.live.example.com"] }), shop),
  declared(route("billing"), billing),
  declared(ingress("billing"), billing),
  [space("billing"), ...declared(service("billing"), billing)],
];

export const routeBad: readonly StackExample[] = [
  [service("billing"), service("shop")],
  [route("billing"), route("shop")],
  [service("billing"), service("shop", { gateways: ["mesh", "istio-ingress/platform"] })],
  [service("billing"), service("shop", { hosts: ["shop.live.example.com", host] })],
  [service("billing"), service("shop", { hosts: ["*.live.example.com"] })],
  [service("billing", { hosts: ["*.live.example.com"] }), service("shop")],
  ...olderServices.map((type) => [service("billing"), service("shop", {}, type)]),
  [service("billing"), { ...service("shop"), says: "spec.hosts[0]: want a host that no other" }],
  ...otherRoutes.map((type) => [route("billing"), route("shop", {}, type)]),
  [
    route("billing", { parentRefs: [{ ...parent, sectionName: "https" }] }),
    route("shop", { parentRefs: [{ ...parent, sectionName: "https" }] }),
  ],
  [route("billing", { parentRefs: [{ ...parent, sectionName: "https" }] }), route("shop")],
  [ingress("billing"), ingress("shop")],
  [ingress("billing"), ingress("shop", ofClass, noted)],
  [ingress("billing", ofClass), ingress("shop", ofClass)],
  [ingress("billing"), ingress("public")],
  [
    service("billing", { gateways: ["shop/./own"] }),
    service("bills", { gateways: ["shop/./own"] }),
  ],
  [
    ingress("billing"),
    { ...ingress("shop"), type: "kubernetes:networking.k8s.io/v1:IngressPatch" },
  ],
  [service("billing"), service("shop", { hosts: ["*.example.com"] })],
  [
    service("billing", { hosts: ["*.live.example.com"] }),
    service("shop", { hosts: ["*.example.com"] }),
  ],
  // Of two teams' stacks, and of one that is judged alone.
  [inStack(service("billing"), "billing.live"), inStack(service("shop"), "shop.live")],
  [inStack(route("billing"), "billing.live"), inStack(route("shop"), "shop.live")],
  [
    inCluster(inStack(service("billing"), "billing.live"), "arn:live"),
    inCluster(inStack(service("shop"), "shop.live"), "arn:live"),
  ],
  [
    {
      ...service("shop"),
      settings: { hosts: [shop, billing] },
      says: "spec.hosts[0]: want a host that is declared for this namespace, or for none",
    },
  ],
  declared(service("shop", { hosts: ["shop.live.example.com", host] }), billing, shop),
  declared(service("shop", { hosts: ["*.live.example.com"] }), shop, billing),
  declared(service("shop", { hosts: ["*.live.example.com"] }), "billing:*.live.example.com"),
  declared(route("shop"), billing),
  declared(ingress("shop"), billing),
];
