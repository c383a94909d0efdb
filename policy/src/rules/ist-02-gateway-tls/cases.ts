import type { Example } from "../example";
import { ingresses } from "./ingress";
import { apiGateways, gateways, group, route, routes } from "./rule";

const hosts = ["*.dev.example.com"];
const tls = { mode: "SIMPLE", credentialName: "tls", minProtocolVersion: "TLSV1_2" };
const https = { port: { number: 443, name: "https", protocol: "HTTPS" }, hosts, tls };
const redirect = {
  port: { number: 80, name: "http", protocol: "HTTP" },
  hosts,
  tls: { httpsRedirect: true },
};
const servers = (...all: object[]) => ({ props: { spec: { servers: all } } });
const secured = (change: object) => servers({ ...https, tls: { ...tls, ...change } });
const serving = (host: unknown) => ({ type: route, props: { spec: { hosts: [host] } } });
const speaking = (protocol: string) => servers({ ...https, port: { number: 1, protocol } });

const [api] = apiGateways;
const secureListener = {
  name: "https",
  port: 443,
  protocol: "HTTPS",
  hostname: "*.dev.example.com",
  tls: { mode: "Terminate", certificateRefs: [{ name: "tls" }] },
};
const listening = (change: object) => ({
  type: api,
  props: { spec: { gatewayClassName: "istio", listeners: [{ ...secureListener, ...change }] } },
});
const unsafe = { protocol: "HTTP", port: 80, tls: undefined };
const routesOf = (from: string) => ({ allowedRoutes: { namespaces: { from } } });

const [ingress, ingressPatch] = ingresses;
const host = "shop.dev.example.com";
const shop = { host, http: { paths: [] } };
const entering = (spec: object, annotations?: object) => ({
  type: ingress,
  props: { metadata: { name: "shop", annotations }, spec: { rules: [shop], ...spec } },
});
const balanced = (annotations: object) =>
  entering(
    {},
    Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [
        `alb.ingress.kubernetes.io/${key}`,
        value,
      ]),
    ),
  );
const nginx = "nginx.ingress.kubernetes.io/ssl-redirect";

const eastWest = (...to: string[]) =>
  servers({
    port: { number: 15443, name: "tls", protocol: "TLS" },
    hosts: to,
    tls: { mode: "AUTO_PASSTHROUGH" },
  });
const listenerSets = apiGateways.filter((kind) => kind.includes("ListenerSet"));
const rest = { service: { name: "shop", port: { number: 80 } } };

export const good: readonly Example[] = [
  servers(https, redirect),
  servers(),
  secured({ mode: "MUTUAL", minProtocolVersion: "TLSV1_3" }),
  secured({ mode: "ISTIO_MUTUAL", minProtocolVersion: undefined }),
  secured({ minProtocolVersion: "TLS_AUTO", maxProtocolVersion: "TLSV1_3" }),
  secured({ maxProtocolVersion: "TLSV1_2" }),
  speaking("TLS"),
  secured({ mode: "OPTIONAL_MUTUAL" }),
  entering({ tls: [{ hosts: [host], secretName: "tls" }] }),
  entering({ tls: [{ hosts: ["*.dev.example.com"] }] }, { [nginx]: "true" }),
  entering({ tls: [{ hosts: [host] }], defaultBackend: undefined }),
  listening({ protocol: "TLS", tls: { mode: "Passthrough" } }),
  listening({ protocol: "HBONE", port: 15008, hostname: undefined, tls: undefined }),
  eastWest("*.local"),
  eastWest("*.svc.cluster.local", "shop.local"),
  entering({ rules: [] }),
  ...listenerSets.map((kind) => ({ ...listening({}), type: kind })),
  balanced({ "certificate-arn": "arn:aws:acm:eu-west-1:111122223333:certificate/a" }),
  balanced({ "listen-ports": '[{"HTTPS": 443}]' }),
  balanced({ "listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]', "ssl-redirect": "443" }),
  { type: ingressPatch, props: { metadata: { name: "shop" } } },
  listening({}),
  listening({ tls: undefined }),
  listening({ protocol: "TLS" }),
  listening(routesOf("All")),
  listening(unsafe),
  listening({ ...unsafe, ...routesOf("Same") }),
  speaking("https"),
  servers({ ...redirect, tls: { httpsRedirect: true, minProtocolVersion: "TLSV1_0" } }),
  servers({ ...https, hosts: ["shop/a.example.com", "./b.example.com", "shop/*.example.com"] }),
  serving("a.dev.example.com"),
  serving("*.dev.example.com"),
  serving("reviews"),
  { type: route, props: { spec: { gateways: ["mesh"] } } },
  { ...servers(https, redirect), type: `${group}/v1beta1:Gateway` },
  { ...servers(redirect), tier: "sandbox" },
];

export const bad: readonly Example[] = [
  servers({ ...https, hosts: ["*"] }),
  servers({ ...https, hosts: ["a.example.com", "*/*"] }),
  servers({ ...https, hosts: "shop/*" }),
  servers({ ...redirect, hosts: ["*"] }),
  servers({ ...https, hosts: ["*.com"] }),
  secured({ mode: undefined }),
  secured({ mode: "PASSTHROUGH" }),
  secured({ mode: "AUTO_PASSTHROUGH" }),
  servers({ ...https, tls: undefined }),
  servers({ ...https, port: { number: 8443, protocol: "TLS" }, tls: { httpsRedirect: true } }),
  secured({ minProtocolVersion: "TLSV1_0" }),
  secured({ minProtocolVersion: "TLSV1_1" }),
  secured({ maxProtocolVersion: "TLSV1_1" }),
  servers({ ...redirect, tls: undefined }),
  servers({ ...redirect, tls: { httpsRedirect: false } }),
  servers({ ...redirect, tls: { mode: "SIMPLE" } }),
  servers(https, { ...redirect, port: { number: 80, protocol: "http" }, tls: {} }),
  speaking("TCP"),
  entering({}),
  entering({ tls: [{ hosts: ["other.dev.example.com"] }] }),
  entering({ tls: [{ hosts: ["*.example.com"] }] }),
  entering({ tls: [{ hosts: [host] }], rules: [shop, { host: "api.dev.example.com" }] }),
  entering({ tls: [{}], rules: [{ http: {} }] }),
  entering({ tls: [{ secretName: "tls" }] }),
  entering({ tls: [{}] }),
  entering({ tls: [{ hosts: [], secretName: "tls" }] }),
  { ...entering({ rules: undefined, defaultBackend: rest }), says: "spec.defaultBackend" },
  entering({ tls: [{ hosts: [host] }], defaultBackend: rest }),
  {
    ...entering({ tls: [{ hosts: [host] }], defaultBackend: rest }),
    type: ingressPatch,
  },
  listening({ protocol: "HBONE" }),
  listening({ port: 15008, protocol: "TCP" }),
  listening({ protocol: "TLS", tls: { mode: "Passthrough" }, hostname: "*" }),
  listening({ protocol: "TLS", tls: { mode: "Other" } }),
  eastWest("*.local", "*"),
  eastWest("shop.dev.example.com"),
  eastWest("*"),
  eastWest(),
  {
    ...servers({
      hosts: ["*.local"],
      tls: { mode: "AUTO_PASSTHROUGH" },
      port: { number: 15443, name: "tls", protocol: "TCP" },
    }),
    says: "port.protocol",
  },
  entering({ tls: [{}], rules: [{ host: "*" }] }),
  { ...entering({ tls: [{ hosts: ["*"] }], rules: [{ host: "*" }] }), says: "rules[0].host" },
  { ...entering({ tls: [{ hosts: [""] }], rules: [{ host: "" }] }), says: "rules[0].host" },
  entering({ tls: [{ hosts: [host] }] }, { [nginx]: "false" }),
  entering({ tls: [{ hosts: [host] }] }, { [nginx]: false }),
  balanced({ "listen-ports": '[{"HTTP": 80}]' }),
  balanced({ "listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]' }),
  balanced({ "certificate-arn": "" }),
  { ...entering({}), type: ingressPatch },
  listening({ hostname: undefined }),
  listening({ hostname: "*" }),
  listening({ hostname: "*.com" }),
  listening({ ...unsafe, hostname: undefined }),
  listening({ ...unsafe, ...routesOf("All") }),
  listening({ ...unsafe, ...routesOf("Selector") }),
  listening({ protocol: "TCP" }),
  listening({ tls: { mode: "Passthrough" } }),
  ...apiGateways.map((kind) => ({ ...listening({ protocol: "UDP" }), type: kind })),
  speaking("HTTP2"),
  speaking("GRPC"),
  speaking("XHTTPS"),
  speaking("TLSX"),
  servers({ ...redirect, port: { number: 80, protocol: "XHTTP" } }),
  servers({ ...https, port: { number: 443 } }),
  serving("*"),
  serving("*.com"),
  { type: route, props: { spec: { hosts: ["a.example.com", "*"] } } },
  { ...serving("*"), tier: "sandbox" },
  ...gateways.map((kind) => ({ ...servers({ ...redirect, tls: {} }), type: kind })),
  ...routes.map((kind) => ({ ...serving("*"), type: kind })),
];
