import type { Context } from "../../kit/context";
import { allOf, type Node, not } from "../../kit/node";
import { verdict } from "../../kit/verdict";
import { everywhere, rule } from "../rule";
import { gatewayTls } from "./admission";

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

const modes = ["SIMPLE", "MUTUAL", "ISTIO_MUTUAL"];
/** If omitted, as for `TLS_AUTO`, Istio takes 1.2. */
const safe = ["", "TLS_AUTO", "TLSV1_2", "TLSV1_3"];

const secure = /^(https|tls)$/i;
const plain = /^http$/i;
/** Hosts of every domain, or of a whole top-level domain. */
const wide = /\*(\.[^.]+)?$/;
const wants = {
  protocol: "HTTPS or TLS, or HTTP that redirects",
  redirect: "true",
  mode: modes.join(" or "),
  version: "TLSV1_2 or TLSV1_3",
  host: "a host of a domain of your own",
};

export const IST02 = rule({
  id: "IST-02",
  title: "A gateway serves named hosts by TLS 1.2 or later, and plain HTTP only to redirect.",
  severity: "critical",
  types: [gateway, ...gateways, route, ...routes],
  frameworks: ["CIS-EKS-1.4 5.4.5"],
  onUnknown: "deny",
  enforcement: everywhere,
  fix: "Name the hosts; give a server protocol HTTPS or TLS with tls.mode SIMPLE or MUTUAL and minProtocolVersion TLSV1_2, or protocol HTTP with tls.httpsRedirect.",
  link: "https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings",
  check(resource, ctx) {
    for (const server of resource.items("spec.servers")) {
      judge(server, ctx);
    }
    judgeHosts(resource.items("spec.hosts"), ctx);
  },
  admission: gatewayTls({
    ...{ secure, plain, wide, modes, versions: safe },
    wants: { ...wants, redirect: "tls.httpsRedirect true, where plain HTTP is served" },
  }),
});

function judge(server: Node, ctx: Context): void {
  judgeHosts(server.items("hosts"), ctx);
  const protocol = server.at("port.protocol");
  const isSecure = protocol.is((name) => secure.test(name));
  const isPlain = protocol.is((name) => plain.test(name));
  const other = allOf([not(isSecure), not(isPlain)]);
  verdict(ctx, other, wants.protocol, protocol);

  const redirects = server.known("tls.httpsRedirect", false);
  const stays = redirects.known ? !redirects.value : "unknown";
  const place = server.at("tls.httpsRedirect");
  verdict(ctx, allOf([isPlain, stays]), wants.redirect, place, protocol);

  const mode = server.at("tls.mode");
  const unsafe = not(mode.is((name) => modes.includes(name)));
  verdict(ctx, allOf([isSecure, unsafe]), wants.mode, mode, protocol);
  for (const bound of [server.at("tls.minProtocolVersion"), server.at("tls.maxProtocolVersion")]) {
    const old = not(bound.is((version) => safe.includes(version)));
    verdict(ctx, allOf([isSecure, old]), wants.version, bound, protocol);
  }
}

function judgeHosts(given: readonly Node[], ctx: Context): void {
  for (const host of given) {
    const isWide = host.is((name) => wide.test(name));
    verdict(ctx, isWide, wants.host, host);
  }
}
