import type { Context } from "../../kit/context";
import { allOf, anyOf, type Node, not, whether } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import { gatewayTls } from "./admission";
import { ingresses, judgeIngress } from "./ingress";

export const group = "kubernetes:networking.istio.io";
const gateway = `${group}/v1:Gateway`;
export const route = `${group}/v1:VirtualService`;
/** The same kinds in their older versions, and patches. */
export const gateways = [
  `${gateway}Patch`,
  ...["v1beta1", "v1alpha3"].flatMap((version) => [
    `${group}/${version}:Gateway`,
    `${group}/${version}:GatewayPatch`,
  ]),
];
export const routes = [
  `${route}Patch`,
  ...["v1beta1", "v1alpha3"].flatMap((version) => [
    `${group}/${version}:VirtualService`,
    `${group}/${version}:VirtualServicePatch`,
  ]),
];

/** Gateways of the Gateway API, which many controllers serve. */
const apiGateway = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
export const apiGateways = [
  apiGateway,
  apiGateway.replace("v1:", "v1beta1:"),
  // Listeners that others add to a gateway.
  "kubernetes:gateway.networking.k8s.io/v1:ListenerSet",
  "kubernetes:gateway.networking.x-k8s.io/v1alpha1:ListenerSet",
  "kubernetes:gateway.networking.x-k8s.io/v1alpha1:XListenerSet",
].flatMap((kind) => [kind, `${kind}Patch`]);

const modes = ["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL", "ISTIO_MUTUAL"];
/** If omitted, as for `TLS_AUTO`, Istio takes 1.2. */
const safe = ["", "TLS_AUTO", "TLSV1_2", "TLSV1_3"];

const secure = /^(https|tls)$/i;
const plain = /^http$/i;
/** Hosts of every domain, or of a whole top-level domain. */
const wide = /\*(\.[^.]+)?$/;
/** Hosts of the mesh, which one cluster's gateway takes from another's by the mesh's own TLS. */
const passing = "AUTO_PASSTHROUGH";
const inMesh = /\.local$/;
/** How a waypoint of the mesh takes traffic, by TLS of the mesh's own. */
const tunnel = { protocol: "HBONE", port: 15008 };
const wants = {
  protocol: "HTTPS or TLS, or HTTP that redirects",
  redirect: "true",
  listener: "HTTPS or TLS, or HTTP of routes of the gateway's own namespace",
  own: "Same: routes of plain HTTP only where the gateway is, and only to redirect",
  mode: modes.join(" or "),
  version: "TLSV1_2 or TLSV1_3",
  host: "a host of a domain of your own",
};

export const IST02 = rule({
  id: "IST-02",
  title: "A gateway serves named hosts by TLS 1.2 or later, and plain HTTP only to redirect.",
  severity: "critical",
  types: [gateway, ...gateways, route, ...routes, ...apiGateways, ...ingresses],
  frameworks: ["CIS-EKS-1.4 5.4.5"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Name the hosts; give a server protocol HTTPS or TLS with tls.mode SIMPLE or MUTUAL and minProtocolVersion TLSV1_2, or protocol HTTP with tls.httpsRedirect; a listener of the Gateway API takes routes of plain HTTP from its own namespace only; an Ingress lists each host in spec.tls.",
  link: "https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings",
  check(resource, ctx) {
    if (ingresses.some((type) => type === resource.type)) {
      judgeIngress(resource, ctx, (host) => wide.test(host));
      return;
    }
    for (const listener of resource.items("spec.listeners")) {
      judgeListener(listener, ctx);
    }
    for (const server of resource.items("spec.servers")) {
      judge(server, ctx);
    }
    judgeHosts(resource.items("spec.hosts"), ctx);
  },
  admission: gatewayTls({
    kinds: [gateway, ...gateways, route, ...routes],
    ...{ secure, plain, wide, modes, versions: safe, passing, inMesh },
    wants: { ...wants, redirect: "tls.httpsRedirect true, where plain HTTP is served" },
  }),
});

function judge(server: Node, ctx: Context): void {
  const [mode, protocol, hosts] = [
    server.at("tls.mode"),
    server.at("port.protocol"),
    server.items("hosts"),
  ];
  const passes = allOf([
    hosts.length > 0,
    mode.is((name) => name === passing),
    ...hosts.map((host) => host.is((name) => inMesh.test(name))),
  ]);
  for (const host of hosts) {
    const isWide = host.is((name) => wide.test(name));
    verdict(ctx, allOf([isWide, not(passes)]), wants.host, host, mode, ...hosts);
  }
  judgeProtocol(server, ctx);
  const isSecure = protocol.is((name) => secure.test(name));
  const unsafe = not(mode.is((name) => modes.includes(name)));
  verdict(ctx, allOf([isSecure, unsafe, not(passes)]), wants.mode, mode, protocol, ...hosts);
}

function judgeProtocol(server: Node, ctx: Context): void {
  const protocol = server.at("port.protocol");
  const isSecure = protocol.is((name) => secure.test(name));
  const isPlain = protocol.is((name) => plain.test(name));
  const other = allOf([not(isSecure), not(isPlain)]);
  verdict(ctx, other, wants.protocol, protocol);

  const redirects = server.known("tls.httpsRedirect", false);
  const stays = redirects.known ? !redirects.value : "unknown";
  const place = server.at("tls.httpsRedirect");
  verdict(ctx, allOf([isPlain, stays]), wants.redirect, place, protocol);

  for (const bound of [server.at("tls.minProtocolVersion"), server.at("tls.maxProtocolVersion")]) {
    const old = not(bound.is((version) => safe.includes(version)));
    verdict(ctx, allOf([isSecure, old]), wants.version, bound, protocol);
  }
}

/** Routes that redirect are objects of their own, so that a listener of plain HTTP must say who may add them. */
function judgeListener(listener: Node, ctx: Context): void {
  const [protocol, host] = [listener.at("protocol"), listener.at("hostname")];
  const isTunnel = allOf([
    protocol.is((name) => name === tunnel.protocol),
    whether(listener.known("port", 0), (port) => port === tunnel.port),
  ]);
  const [port, isPlain] = [listener.at("port"), protocol.is((name) => plain.test(name))];
  const isSecure = protocol.is((name) => secure.test(name));
  const isOther = allOf([not(isSecure), not(isPlain), not(isTunnel)]);
  verdict(ctx, isOther, wants.listener, protocol, port);
  const isWide = host.is((name) => name === "" || wide.test(name));
  verdict(ctx, allOf([isWide, not(isTunnel)]), wants.host, host, protocol, port);
  const from = listener.at("allowedRoutes.namespaces.from");
  // If omitted, routes of the gateway's own namespace only.
  const others = from.is((which) => which === "All" || which === "Selector");
  verdict(ctx, allOf([isPlain, others]), wants.own, from, protocol);
  const mode = listener.at("tls.mode");
  const passes = mode.is((name) => name === "Passthrough");
  const other = mode.is((name) => !["", "Terminate", "Passthrough"].includes(name));
  // What is behind the gateway ends TLS that the gateway passes by the name of its host.
  const ends = protocol.is((name) => /^https$/i.test(name));
  const wrong = allOf([isSecure, anyOf([other, allOf([passes, ends])])]);
  verdict(ctx, wrong, "Terminate, or Passthrough of protocol TLS", mode, protocol);
}

function judgeHosts(given: readonly Node[], ctx: Context): void {
  for (const host of given) {
    const isWide = host.is((name) => wide.test(name));
    verdict(ctx, isWide, wants.host, host);
  }
}
